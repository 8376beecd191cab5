internal import MetricModel

/// Every record of a database by what it belongs to, and what does not belong together.
struct RecordCensus {
  /// What is said of a family by its series: their kind and the layout that they fit.
  private struct Use {
    var kindByte: UInt8
    var recordLength: Int
    var count: Int
  }

  private var families: [[UInt8]: MetricFamily] = [:]
  private var uses: [[UInt8]: Use] = [:]

  /// Takes a record; `damaged` when it does not decode, or is not like the other series of its
  /// family.
  ///
  /// One that fails its checksum is passed over: it was reported with its bucket.
  mutating func take(
    key: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer
  ) throws(DatabaseFault) {
    guard let frame = try? RecordFrame(value, key: key) else { return }
    switch frame.content {
    case .database: _ = try DatabaseRecord(Array(value))
    case .family: families[Array(key)] = try Self.family(Array(value), key: Array(key))
    case .series: try takeSeries(key, Array(value), frame)
    }
  }

  /// A family's record must decode under a metric's name.
  private static func family(
    _ record: [UInt8], key: [UInt8]
  ) throws(DatabaseFault) -> MetricFamily {
    guard let name = try? MetricName(String(decoding: key, as: UTF8.self)) else {
      throw .damaged("record '\(shownKey(key))' is not under a metric's name")
    }
    return try FamilyRecord.decode(record, name: name)
  }

  /// A series' record must decode under a canonical key.
  private mutating func takeSeries(
    _ key: UnsafeRawBufferPointer, _ record: [UInt8], _ frame: RecordFrame
  ) throws(DatabaseFault) {
    guard let parts = RecordKey.parts(key), LabelSet.isCanonical(Array(parts.labels)[...]) else {
      throw .damaged("record '\(shownKey(key))' is not under a series' name")
    }
    _ = try SeriesRecord.decode(record, key: Array(key))
    let kindByte = frame.kindByte
    let name = Array(parts.name)
    uses[name, default: Use(kindByte: kindByte, recordLength: record.count, count: 0)].count += 1
    guard uses[name]?.kindByte == kindByte, uses[name]?.recordLength == record.count else {
      throw .damaged("series '\(shownKey(key))' is of another type than its like")
    }
  }

  /// The declared families.
  var kinds: [MetricName: MetricKind] {
    Dictionary(families.values.map { ($0.name, $0.kind) }, uniquingKeysWith: { first, _ in first })
  }

  /// How many series there are.
  var seriesCount: Int { uses.values.reduce(0) { $0 + $1.count } }

  /// The families whose series have no declaration, or one that they do not fit.
  var faults: [String] {
    uses.filter { name, use in
      guard let family = families[name], RecordFrame.kindByte(of: family) == use.kindByte else {
        return true
      }
      return SeriesRecord.length(of: family) != use.recordLength
    }.map { "'\(shownKey($0.key))' has series and no declaration of their type" }
  }
}
