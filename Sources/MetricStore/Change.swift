internal import MetricModel

/// A record that a transaction has read or made, and what is to become of it.
///
/// A million of them must fit into memory: the key stands in the table's arena, the place in the
/// file takes twelve bytes, and a series is kept as its state, which is encoded at the commit.
package final class Change {
  /// What the record holds as the transaction sees it.
  fileprivate enum Content {
    case absent
    case record([UInt8])
    case series(SeriesState)
    case family(DecodedFamily)
  }

  /// A family and the record that says so; apart from its change, of which there may be a million.
  fileprivate final class DecodedFamily {
    let record: [UInt8]
    let family: MetricFamily

    init(_ record: [UInt8], name: MetricName) throws(DatabaseFault) {
      self.record = record
      family = try FamilyRecord.decode(record, name: name)
    }
  }

  // In this order an object takes 96 bytes of the heap; in most others 112.

  /// The next one in a short list (see ChangeTable).
  var next: Change?
  /// Where the record stands in the file, or 0.
  let offset: Int
  /// Where the key begins in the table's arena, and its length.
  let key: ChangeTable.KeyPlace
  /// GDBM's hash of the key.
  let hash: UInt32
  private let valueLength: UInt32
  private var content: Content
  private var isGiven = false

  /// A record as it was read; a nil value means that it is not there.
  init(
    key: ChangeTable.KeyPlace, hash: UInt32, location: RecordLocation?, value: [UInt8]?
  ) {
    self.key = key
    self.hash = hash
    offset = location?.offset ?? 0
    valueLength = UInt32(location?.valueLength ?? 0)
    content = value.map { .record($0) } ?? .absent
  }

  /// Where the record stands in the file; nil when it is not there.
  var location: RecordLocation? {
    guard isStored else { return nil }
    return RecordLocation(
      offset: offset, keyLength: Int(key.length), valueLength: Int(valueLength))
  }

  /// Whether the file holds it.
  var isStored: Bool { offset != 0 }
  /// Whether the file must change for it.
  var isDirty: Bool { isGiven && (isStored || !isAbsent) }

  /// Whether the record comes, goes, or changes its length.
  ///
  /// A series keeps its length, so that it need not be encoded to know.
  var changesStructure: Bool {
    guard isDirty else { return false }
    return switch content {
    case .absent: true
    case .record(let bytes): !isStored || bytes.count != valueLength
    case .series: !isStored
    case .family(let decoded): !isStored || decoded.record.count != valueLength
    }
  }

  /// Whether there is no such record, or none any more.
  var isAbsent: Bool {
    if case .absent = content { true } else { false }
  }

  /// The record's bytes; nil when it is absent.
  func value(key: [UInt8]) -> [UInt8]? {
    switch content {
    case .absent: nil
    case .record(let bytes): bytes
    case .series(let state): SeriesRecord.encode(state, key: key)
    case .family(let decoded): decoded.record
    }
  }

  /// The series that the record is; decoded once, and nil when it is absent.
  func series(key: [UInt8]) throws(DatabaseFault) -> SeriesState? {
    switch content {
    case .absent: return nil
    case .series(let state): return state
    case .record(let bytes):
      let state = try SeriesRecord.decode(bytes, key: key)
      content = .series(state)
      return state
    case .family: throw .damaged("record '\(shownKey(key))' is not the series that it should be")
    }
  }

  /// The family that the record is; decoded once, and nil when it is absent.
  func family(_ name: MetricName) throws(DatabaseFault) -> MetricFamily? {
    switch content {
    case .absent: return nil
    case .family(let decoded): return decoded.family
    case .record(let bytes):
      let decoded = try DecodedFamily(bytes, name: name)
      content = .family(decoded)
      return decoded.family
    case .series: throw .damaged("record '\(name)' is not the metric that it should be")
    }
  }

  /// The series' state, if that is what the record is known as.
  var state: SeriesState? {
    if case .series(let state) = content { state } else { nil }
  }

  /// What the record was to be at some moment.
  fileprivate struct Memento {
    let isGiven: Bool
    let content: Content
  }

  /// What the record is to be, which may be set here only: `ChangeTable.put` is the one door.
  fileprivate var memento: Memento {
    get { Memento(isGiven: isGiven, content: content) }
    set { (isGiven, content) = (newValue.isGiven, newValue.content) }
  }
}

/// What records were to be before attempts changed them, the last one last.
///
/// An object, so that a transaction without attempts makes no array of its type (see ChangeTable).
final class AttemptLog {
  fileprivate var undo: [(change: Change, before: Change.Memento)] = []
  /// How many attempts are under way, one within the other.
  fileprivate var depth = 0
}

/// The only way in which a record of a transaction changes: no other file can.
extension ChangeTable {
  /// Gives a record a new value, or none.
  mutating func put(_ value: [UInt8]?, in change: Change) {
    put(value.map { .record($0) } ?? .absent, in: change)
  }

  /// Makes a record this series.
  mutating func put(_ state: SeriesState, in change: Change) { put(.series(state), in: change) }

  private mutating func put(_ content: Change.Content, in change: Change) {
    if let log { log.undo.append((change, change.memento)) }
    change.memento = Change.Memento(isGiven: true, content: content)
  }

  /// Begins an attempt; what is returned is for its end.
  mutating func beginAttempt() -> Int {
    let log = log ?? AttemptLog()
    self.log = log
    log.depth += 1
    return log.undo.count
  }

  /// Ends the attempt that began last; one that failed leaves every record as it was.
  ///
  /// What one within another has changed is taken back with the outer one, too.
  mutating func endAttempt(_ begin: Int, failed: Bool) {
    guard let log else { return }
    while failed, log.undo.count > begin, let last = log.undo.popLast() {
      last.change.memento = last.before
    }
    log.depth -= 1
    if log.depth == 0 { self.log = nil }
  }
}
