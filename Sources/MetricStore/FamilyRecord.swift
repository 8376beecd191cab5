internal import MetricModel

/// A family's record: its times, then one section for each of its parts that is not empty.
///
/// ```
///  0 frame (see RecordFrame)
///  8 i64 created, nanoseconds since 1970
/// 16 i64 updated
/// 24 sections: {u32 tag, u32 length, bytes}...
///
///    tag 1 help, 2 unit: UTF-8      4 a summary's quantiles: f64...
///    3 a histogram's bounds: f64... 5 a stateset's states: {u32 length, UTF-8}...
///    6 u32: 1 where series hold what OpenMetrics forbids
/// ```
enum FamilyRecord {
  private static let sectionsOffset = 24

  private enum Tag: UInt32 {
    case help = 1
    case unit = 2
    case buckets = 3
    case quantiles = 4
    case states = 5
    case looseness = 6
  }

  /// The record's bytes.
  static func encode(_ family: MetricFamily, updated: Timestamp) -> [UInt8] {
    var record = RecordFrame.begin(
      .family, kind: family.kind, isNamedAsSample: family.isNamedAsSample)
    record.append(littleEndian: family.created.nanoseconds)
    record.append(littleEndian: updated.nanoseconds)
    appendSection(.help, Array(family.help.utf8), to: &record)
    appendSection(.unit, Array(family.unit.utf8), to: &record)
    switch family.layout {
    case .plain: break
    case .buckets(let bounds): appendSection(.buckets, bytes(bounds), to: &record)
    case .quantiles(let quantiles): appendSection(.quantiles, bytes(quantiles), to: &record)
    case .states(let states): appendSection(.states, bytes(states), to: &record)
    }
    if family.isLoose { appendSection(.looseness, [1, 0, 0, 0], to: &record) }
    RecordFrame.seal(&record, key: RecordKey.family(family.name))
    return record
  }

  private static func appendSection(_ tag: Tag, _ bytes: [UInt8], to record: inout [UInt8]) {
    guard !bytes.isEmpty else { return }
    record.append(littleEndian: tag.rawValue)
    record.append(littleEndian: UInt32(bytes.count))
    record.append(contentsOf: bytes)
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
      layout: kind.hasBuckets ? .buckets([]) : .plain, isNamedAsSample: frame.isNamedAsSample,
      created: Timestamp(nanoseconds: record.integer(at: 8)))
    try readSections(record, into: &family)
    do throws(MetricError) {
      try family.checkLayout()
    } catch { throw .damaged("record '\(name)' is not a metric that could be declared") }
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
      let section = Array(record[position..<position + length])
      switch tag {
      case .help: family.help = String(decoding: section, as: UTF8.self)
      case .unit: family.unit = String(decoding: section, as: UTF8.self)
      case .buckets: family.layout = .buckets(numbers(section))
      case .quantiles: family.layout = .quantiles(numbers(section))
      case .states: family.layout = .states(words(section))
      case .looseness where section == [1, 0, 0, 0]: family.isLoose = true
      case .looseness: throw .newer(version: Int(RecordFrame.version) + 1)
      case nil: throw .newer(version: Int(RecordFrame.version) + 1)
      }
      position += length
    }
  }

  private static func cutShort(_ family: MetricFamily) -> DatabaseFault {
    .damaged("record '\(family.name)' is cut short")
  }
}

// The lists of a layout's sections.
extension FamilyRecord {
  private static func bytes(_ numbers: [Double]) -> [UInt8] {
    var bytes: [UInt8] = []
    for number in numbers { bytes.append(littleEndian: number.bitPattern) }
    return bytes
  }

  private static func numbers(_ bytes: [UInt8]) -> [Double] {
    (0..<bytes.count / 8).map { Double(bitPattern: bytes.integer(at: $0 * 8)) }
  }

  private static func bytes(_ words: [String]) -> [UInt8] {
    var bytes: [UInt8] = []
    for word in words {
      bytes.append(littleEndian: UInt32(word.utf8.count))
      bytes.append(contentsOf: word.utf8)
    }
    return bytes
  }

  /// As many words as are whole.
  private static func words(_ bytes: [UInt8]) -> [String] {
    var words: [String] = []
    var position = 0
    while bytes.count - position >= 4 {
      let length = Int(bytes.integer(at: position) as UInt32)
      position += 4
      guard length <= bytes.count - position else { break }
      words.append(String(decoding: bytes[position..<position + length], as: UTF8.self))
      position += length
    }
    return words
  }
}
