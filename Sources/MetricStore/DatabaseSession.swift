public import MetricModel
internal import SystemCalls

/// A database that is updated again and again by one process: the file stays open, the lock is held
/// for each transaction only.
///
/// Each transaction takes the lock, sees that the path still leads to the file that is open (and
/// opens the one that it leads to if not), undoes what another process left half done, and reads the
/// file anew, since others may have changed it. It thus sees and does what `Database.update` would,
/// without opening and closing.
public struct DatabaseSession: ~Copyable, Sendable {
  /// The database and how it is opened.
  public let database: Database
  private var held: HeldFile?

  /// An open file that several owners of one descriptor may share.
  private final class HeldFile: Sendable {
    let file: File
    init(_ file: consuming File) { self.file = file }
  }

  /// A session in which nothing is opened yet.
  public init(_ database: Database) { self.database = database }

  /// Runs a transaction, as `Database.update` does.
  public mutating func update<Result>(
    creating: Bool = false,
    _ body: (inout Transaction) throws(MetricError) -> Result
  ) throws(MetricError) -> Result {
    let opened: OpenDatabase
    do throws(MetricError) {
      opened = try open()
    } catch {
      guard creating, Database.meansAbsent(error) else { throw error }
      return try database.update(creating: true, body)
    }
    var transaction = Transaction(opened, at: .now)
    let result = try body(&transaction)
    try transaction.commit(durability: database.options.durability)
    return result
  }

  /// Waits until all that the session has committed is on disk, whatever the durability: fsync(2).
  public func synchronize() throws(MetricError) { try held?.file.synchronize() }

  /// Locks the file that the path leads to, with nothing half done in it.
  private mutating func open() throws(MetricError) -> OpenDatabase {
    let deadline = Deadline(secondsFromNow: database.options.lockTimeoutSeconds)
    while true {
      let current = try holdFile()
      do throws(MetricError) {
        if let database = try enter(current, deadline: deadline) { return database }
      } catch {
        // Closing a second descriptor of the file does not give the lock back.
        current.file.unlock()
        throw error
      }
      current.file.unlock()
      held = nil
    }
  }

  private mutating func holdFile() throws(MetricError) -> HeldFile {
    if let held { return held }
    let opened = HeldFile(try DatabaseOpening.openFile(database.path, for: .exclusive))
    held = opened
    return opened
  }

  /// The database in the file; nil when the path leads to another one by now.
  private func enter(
    _ current: HeldFile, deadline: Deadline
  ) throws(MetricError) -> OpenDatabase? {
    let file = try current.file.another()
    let seconds = database.options.lockTimeoutSeconds
    guard try DatabaseOpening.lock(file, .exclusive, deadline: deadline, waitSeconds: seconds)
    else { return nil }
    let undone = Recovery.isNeeded(for: database.path) ? try Recovery.run(on: file) : false
    return try OpenDatabase(file, undone: undone)
  }
}
