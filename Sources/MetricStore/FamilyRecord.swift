internal import MetricModel

/// A family's record: its times, then one section for each of its parts that is not empty.
///
/// ```
///  0 frame (see RecordFrame)
///  8 i64 created, nanoseconds since 1970
/// 16 i64 updated
/// 24 sections: {u32 tag, u32 length, bytes}...   tag 1 help, tag 2 unit; both UTF-8
/// ```
enum FamilyRecord {
  private static let sectionsOffset = 24

  private enum Tag: UInt32 {
    case help = 1
    case unit = 2
  }

  /// The record's bytes.
  static func encode(_ family: MetricFamily, updated: Timestamp) -> [UInt8] {
    var record = RecordFrame.begin(.family, kind: family.kind)
    record.append(littleEndian: family.created.nanoseconds)
    record.append(littleEndian: updated.nanoseconds)
    appendSection(.help, family.help, to: &record)
    appendSection(.unit, family.unit, to: &record)
    RecordFrame.seal(&record, key: RecordKey.family(family.name))
    return record
  }

  private static func appendSection(_ tag: Tag, _ text: String, to record: inout [UInt8]) {
    guard !text.isEmpty else { return }
    record.append(littleEndian: tag.rawValue)
    record.append(littleEndian: UInt32(text.utf8.count))
    record.append(contentsOf: text.utf8)
  }

  /// What a record found under a name says; checked.
  static func decode(_ record: [UInt8], name: MetricName) throws(DatabaseFault) -> MetricFamily {
    let key = RecordKey.family(name)
    let frame = try RecordFrame(record, key: key)
    guard frame.content == .family, record.count >= sectionsOffset else {
      throw .damaged("record '\(name)' is not the metric that it should be")
    }
    let kind = try SeriesRecord.kind(of: frame)
    var family = MetricFamily(
      trustedName: name, kind: kind, help: "", unit: "",
      created: Timestamp(nanoseconds: record.integer(at: 8)))
    try readSections(record, into: &family)
    return family
  }

  private static func readSections(
    _ record: [UInt8], into family: inout MetricFamily
  ) throws(DatabaseFault) {
    var position = sectionsOffset
    while position < record.count {
      guard record.count - position >= 8 else { throw cutShort(family) }
      let tag = Tag(rawValue: record.integer(at: position))
      let length = Int(record.integer(at: position + 4) as UInt32)
      position += 8
      guard length <= record.count - position else { throw cutShort(family) }
      let text = String(decoding: record[position..<position + length], as: UTF8.self)
      switch tag {
      case .help: family.help = text
      case .unit: family.unit = text
      case nil: throw .newer(version: Int(RecordFrame.version) + 1)
      }
      position += length
    }
  }

  private static func cutShort(_ family: MetricFamily) -> DatabaseFault {
    .damaged("record '\(family.name)' is cut short")
  }
}
