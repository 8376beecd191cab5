public import MetricModel
internal import MetricOperations
internal import SystemCalls

/// A set of changes that will be committed together.
///
/// It keeps them in memory: each record is read once, changed there as often as the operations
/// say, and written once. Nothing of the file changes before the commit, so that giving up is
/// forgetting. It holds the database's lock for as long as it lives, and only `Database` makes one.
public struct Transaction: ~Copyable {
  var database: OpenDatabase
  /// The moment that all its updates bear.
  public let now: Timestamp
  private(set) var changes = ChangeTable()
  /// Goes up when a family comes, changes or goes: what names lead to may be another series then.
  private(set) var declarations = 0
  private var lookup = RecordLookup()

  init(_ database: consuming OpenDatabase, at now: Timestamp) {
    self.database = database
    self.now = now
  }

  /// What this transaction knows of a record, which is read when it was not yet.
  mutating func change(_ key: [UInt8]) throws(MetricError) -> Change {
    let hash = keyHash(key)
    if let change = changes.find(key, hash: hash) { return change }
    var value: [UInt8] = []
    let location = try lookup.find(key, hash: hash, in: database.table, value: &value)
    return changes.append(
      key, hash: hash, location: location, value: location == nil ? nil : value)
  }

  /// Gives a record a new value, or none.
  mutating func put(_ value: [UInt8]?, in change: Change) {
    changes.put(value, in: change)
    if !changes.isSeries(change) { declarations += 1 }
  }

  /// Makes a record this series.
  mutating func put(_ state: SeriesState, in change: Change) { changes.put(state, in: change) }

  /// Does a piece of work that leaves the transaction as it was when it fails, whatever it has done
  /// before.
  ///
  /// Attempts may stand within each other. Without one a failed operation may leave a part behind,
  /// such as a family that was declared on the way; a transaction is given up then.
  @discardableResult
  package mutating func attempt<Result>(
    _ work: (inout Transaction) throws(MetricError) -> Result
  ) throws(MetricError) -> Result {
    let begin = changes.beginAttempt()
    do throws(MetricError) {
      let result = try work(&self)
      changes.endAttempt(begin, failed: false)
      return result
    } catch {
      changes.endAttempt(begin, failed: true)
      // Series that were looked up meanwhile may have led to families that are gone again.
      declarations += 1
      throw error
    }
  }

  /// The family of exactly this name.
  mutating func family(_ name: MetricName) throws(MetricError) -> MetricFamily? {
    let change = try change(RecordKey.family(name))
    do throws(DatabaseFault) {
      return try change.family(name)
    } catch { throw .database(error, path: database.table.file.path) }
  }

  /// The series of exactly this name and labels.
  mutating func series(_ key: [UInt8]) throws(MetricError) -> SeriesState? {
    try series(change(key), key: key)
  }

  /// The series that a record is.
  func series(
    _ change: Change, key: [UInt8]
  ) throws(MetricError) -> SeriesState? {
    do throws(DatabaseFault) {
      return try change.series(key: key)
    } catch { throw .database(error, path: database.table.file.path) }
  }

  /// A series that a reference leads to, under its family's own name.
  struct Found {
    var name: MetricName
    var key: [UInt8]
    /// Its family's kind.
    var kind: MetricKind
    var isNamedAsSample = false
    var change: Change
    /// Its record; nil when the family is declared and the series is not there.
    var state: SeriesState?
  }

  /// Follows a reference: a counter may be named with or without `_total`, an info `_info`.
  ///
  /// A counter that is named as its sample, `a_total` beside another `a`, comes after those; when it
  /// is the only one of such a name it too is found without `_total`.
  ///
  /// An existing series names its own kind, so that the common update reads one record and never
  /// looks for its family. Throws `notFound` when no such family is declared.
  mutating func find(_ reference: SeriesReference) throws(MetricError) -> Found {
    let total = reference.name.removing(suffix: "_total")
    let stripped = total ?? reference.name.removing(suffix: "_info")
    let kind: MetricKind = total == nil ? .info : .counter
    if let stripped, let found = try findSeries(stripped, reference, only: kind) { return found }
    if let found = try findSeries(reference.name, reference) { return found }
    if let stripped, let found = try findFamily(stripped, reference, only: kind) { return found }
    if let found = try findFamily(reference.name, reference) { return found }
    if total == nil, let found = try findCounterNamedAsSample(reference) { return found }
    throw .notFound(.metric(reference.name))
  }

  private mutating func findSeries(
    _ name: MetricName, _ reference: SeriesReference, only kind: MetricKind? = nil
  ) throws(MetricError) -> Found? {
    let key = RecordKey.series(name, reference.labels)
    let change = try change(key)
    guard let state = try series(change, key: key),
      kind == nil || state.kind == kind && !state.isNamedAsSample
    else { return nil }
    return Found(
      name: name, key: key, kind: state.kind, isNamedAsSample: state.isNamedAsSample,
      change: change, state: state)
  }

  private mutating func findFamily(
    _ name: MetricName, _ reference: SeriesReference, only kind: MetricKind? = nil
  ) throws(MetricError) -> Found? {
    guard let family = try family(name),
      kind == nil || family.kind == kind && !family.isNamedAsSample
    else { return nil }
    let key = RecordKey.series(name, reference.labels)
    return Found(
      name: name, key: key, kind: family.kind, isNamedAsSample: family.isNamedAsSample,
      change: try change(key), state: nil)
  }

  private mutating func findCounterNamedAsSample(
    _ reference: SeriesReference
  ) throws(MetricError) -> Found? {
    let name = reference.name.appending("_total")
    guard try family(name)?.isNamedAsSample == true else { return nil }
    let series = SeriesReference(name: name, labels: reference.labels)
    if let found = try findSeries(name, series) { return found }
    return try findFamily(name, series)
  }
}
