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
  var changes = ChangeTable()
  private var checkedBuckets: Set<Int> = []

  init(_ database: consuming OpenDatabase, at now: Timestamp) {
    self.database = database
    self.now = now
  }

  /// The value of a record as this transaction sees it.
  mutating func value(_ key: [UInt8]) throws(MetricError) -> [UInt8]? {
    if let change = changes[key] { return change.value }
    guard let location = try database.table.find(key) else {
      try believeAbsence(of: key)
      changes.append(Change(key: key, location: nil, value: nil))
      return nil
    }
    let value = try database.table.value(location)
    changes.append(Change(key: key, location: location, value: value))
    return value
  }

  /// That a record is not there is believed only when the bucket that would hold it is whole.
  private mutating func believeAbsence(of key: [UInt8]) throws(MetricError) {
    let bucket = try database.table.bucket(forHash: keyHash(key))
    guard checkedBuckets.insert(bucket.offset).inserted else { return }
    try database.table.checkWhole(bucket)
  }

  /// Gives a record a new value, or none.
  ///
  /// It must have been read before.
  mutating func put(_ value: [UInt8]?, key: [UInt8]) {
    changes[key]?.put(value)
  }

  /// The family of exactly this name.
  mutating func family(_ name: MetricName) throws(MetricError) -> MetricFamily? {
    guard let record = try value(RecordKey.family(name)) else { return nil }
    do throws(DatabaseFault) {
      return try FamilyRecord.decode(record, name: name)
    } catch { throw .database(error, path: database.table.file.path) }
  }

  /// The series of exactly this name and labels.
  mutating func series(_ key: [UInt8]) throws(MetricError) -> SeriesState? {
    guard let record = try value(key) else { return nil }
    do throws(DatabaseFault) {
      return try SeriesRecord.decode(record, key: key)
    } catch { throw .database(error, path: database.table.file.path) }
  }

  /// A series that a reference leads to, under its family's own name.
  struct Found {
    var name: MetricName
    var key: [UInt8]
    /// Its family's kind.
    var kind: MetricKind
    /// Its record; nil when the family is declared and the series is not there.
    var state: SeriesState?
  }

  /// Follows a reference: a counter may be named with or without `_total`, an info `_info`.
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
    throw .notFound(.metric(reference.name))
  }

  private mutating func findSeries(
    _ name: MetricName, _ reference: SeriesReference, only kind: MetricKind? = nil
  ) throws(MetricError) -> Found? {
    let key = RecordKey.series(name, reference.labels)
    guard let state = try series(key), kind == nil || state.kind == kind else { return nil }
    return Found(name: name, key: key, kind: state.kind, state: state)
  }

  private mutating func findFamily(
    _ name: MetricName, _ reference: SeriesReference, only kind: MetricKind? = nil
  ) throws(MetricError) -> Found? {
    guard let family = try family(name), kind == nil || family.kind == kind else { return nil }
    let key = RecordKey.series(name, reference.labels)
    return Found(name: name, key: key, kind: family.kind, state: nil)
  }
}
