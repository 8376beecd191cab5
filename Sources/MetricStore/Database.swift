public import MetricModel
public import MetricOperations
internal import SystemCalls

/// A database of metrics: one GDBM file that many processes share.
///
/// The value is a path and how to open it; it holds no file and no lock, so that it may be copied
/// and used from any thread. Each call opens the file, takes its lock, undoes a transaction that
/// was cut off, does its work, and lets go. What other processes do in between is seen by the next
/// call.
public struct Database: Sendable {
  /// The file.
  public let path: String
  /// How it is opened.
  public let options: DatabaseOptions

  /// A database by its path.
  ///
  /// Nothing is opened or made yet.
  public init(at path: String, options: DatabaseOptions = DatabaseOptions()) {
    self.path = path
    self.options = options
  }

  /// Runs a transaction: what the closure changes is committed whole when it returns, and nothing
  /// is when it throws.
  ///
  /// With `creating` a missing database is made, together with what the transaction changes and with
  /// the folders above it; otherwise it is `database(.missing)`. The closure runs once. Returns what the closure returns, once the update is as sure as the
  /// options' durability says.
  public func update<Result>(
    creating: Bool = false,
    _ body: (inout Transaction) throws(MetricError) -> Result
  ) throws(MetricError) -> Result {
    let deadline = Deadline(secondsFromNow: options.lockTimeoutSeconds)
    let database: OpenDatabase
    do throws(MetricError) {
      database = try open(.exclusive, deadline: deadline)
    } catch {
      guard creating, Self.meansAbsent(error) else { throw error }
      return try create(deadline: deadline, body)
    }
    return try update(database, body)
  }

  private func update<Result>(
    _ database: consuming OpenDatabase,
    _ body: (inout Transaction) throws(MetricError) -> Result
  ) throws(MetricError) -> Result {
    var transaction = Transaction(database, at: .now)
    let result = try body(&transaction)
    try transaction.commit(durability: options.durability)
    return result
  }

  /// Makes the database together with its first transaction, unless it is there by now.
  private func create<Result>(
    deadline: Deadline, _ body: (inout Transaction) throws(MetricError) -> Result
  ) throws(MetricError) -> Result {
    var creation = DatabaseCreation(of: path)
    guard let draft = try creation.begin(options: options, deadline: deadline) else {
      return try update(try open(.exclusive, deadline: deadline), body)
    }
    do throws(MetricError) {
      var transaction = Transaction(draft, at: .now)
      let result = try body(&transaction)
      try creation.finish(transaction)
      return result
    } catch {
      creation.cancel()
      throw error
    }
  }

  /// Whether an error says that there is no database, or an empty file in its place.
  static func meansAbsent(_ error: MetricError) -> Bool {
    switch error {
    case .database(.missing, _): true
    case .database(.notOurs, let path): FileStatus(ofPath: path)?.size == 0
    default: false
    }
  }

  private func open(
    _ mode: File.LockMode, deadline: Deadline
  ) throws(MetricError) -> OpenDatabase {
    try DatabaseOpening.open(
      path, for: mode, deadline: deadline, waitSeconds: options.lockTimeoutSeconds)
  }

  /// Opens the database as one of many readers.
  func openForReading() throws(MetricError) -> OpenDatabase {
    try open(.shared, deadline: Deadline(secondsFromNow: options.lockTimeoutSeconds))
  }

  /// Carries out operations in one transaction, all or none, and returns what the last one left of
  /// its series; nil after `declare` and `delete`.
  ///
  /// A missing database is made when an operation declares something; otherwise it is
  /// `database(.missing)`.
  @discardableResult
  public func apply(_ operations: [Operation]) throws(MetricError) -> AppliedSeries? {
    guard !operations.isEmpty else { return nil }
    let creating = operations.contains(where: \.declares)
    return try update(creating: creating) { (transaction) throws(MetricError) in
      var last: AppliedSeries?
      for operation in operations { last = try transaction.apply(operation) }
      return last
    }
  }

  /// The same for one operation.
  @discardableResult
  public func apply(_ operation: Operation) throws(MetricError) -> AppliedSeries? {
    try update(creating: operation.declares) { (transaction) throws(MetricError) in
      try transaction.apply(operation)
    }
  }

  /// What a series holds now.
  ///
  /// Throws `notFound` when the family is not declared or has no such series.
  public func read(_ series: SeriesReference) throws(MetricError) -> AppliedSeries {
    var transaction = Transaction(try openForReading(), at: .now)
    return try transaction.read(series)
  }

  /// The value of a series, or of one of its samples such as `latency_seconds_count`, in one line.
  ///
  /// Throws `notFound` when the family is not declared or has no such series or sample.
  public func text(of reference: SeriesReference) throws(MetricError) -> String {
    var transaction = Transaction(try openForReading(), at: .now)
    do throws(MetricError) {
      let series = try transaction.read(reference)
      return series.state.value.text(series.layout, at: series.now)
    } catch .notFound(let missing) {
      guard let text = try transaction.text(ofSample: reference) else { throw .notFound(missing) }
      return text
    }
  }
}

extension Operation {
  /// Whether it makes a family that is not there.
  package var declares: Bool {
    if case .declare = action { return true }
    return declaring != nil
  }
}
