internal import MetricModel

/// A series' record: 32 bytes for all kinds but histograms and summary.
///
/// ```
///  0 frame (see RecordFrame)
///  8 i64 created, nanoseconds since 1970
/// 16 i64 updated
/// 24 the value's words (see SeriesWords)
/// ```
enum SeriesRecord {
  static let wordsOffset = 24

  /// The record's bytes under a key.
  static func encode(_ state: SeriesState, key: [UInt8]) -> [UInt8] {
    var record = RecordFrame.begin(
      .series, kind: state.kind, isNamedAsSample: state.isNamedAsSample)
    record.reserveCapacity(32)
    record.append(littleEndian: state.created.nanoseconds)
    record.append(littleEndian: state.updated.nanoseconds)
    switch state.value {
    case .number(let number): record.append(littleEndian: number.bitPattern)
    case .start(let start): record.append(littleEndian: start.nanoseconds)
    case .states(let mask): record.append(littleEndian: mask)
    case .histogram(let histogram): SeriesWords.append(histogram, to: &record)
    case .summary(let summary): SeriesWords.append(summary, to: &record)
    }
    RecordFrame.seal(&record, key: key)
    return record
  }

  /// What a record found under a key says; checked.
  static func decode(_ record: [UInt8], key: [UInt8]) throws(DatabaseFault) -> SeriesState {
    let frame = try RecordFrame(record, key: key)
    let kind = try kind(of: frame)
    guard frame.content == .series, isLength(record.count, of: kind),
      let value = value(record, kind)
    else { throw .damaged("record '\(shownKey(key))' is not the series that it should be") }
    return SeriesState(
      kind: kind,
      created: Timestamp(nanoseconds: record.integer(at: 8)),
      updated: Timestamp(nanoseconds: record.integer(at: 16)), value: value,
      isNamedAsSample: frame.isNamedAsSample)
  }

  private static func value(_ record: [UInt8], _ kind: MetricKind) -> MetricValue? {
    let word: UInt64 = record.integer(at: wordsOffset)
    switch kind {
    case .counter, .gauge, .unknown, .info: return .number(Double(bitPattern: word))
    case .duration: return .start(Timestamp(nanoseconds: Int64(bitPattern: word)))
    case .stateset: return .states(word)
    case .histogram, .gaugehistogram, .summary:
      let words = record.withUnsafeBytes { SeriesWords.plain($0) }
      if kind != .summary { return .histogram(SeriesWords.histogram(words)) }
      return SeriesWords.summary(words).map { .summary($0) }
    }
  }

  /// The kind that a record names; one that is not known is a newer version's.
  static func kind(of frame: RecordFrame) throws(DatabaseFault) -> MetricKind {
    guard let kind = MetricKind(rawValue: frame.kind), !frame.isNamedAsSample || kind == .counter
    else {
      throw .newer(version: Int(RecordFrame.version) + 1)
    }
    return kind
  }

  /// The bytes of every series' record of a family.
  static func length(of family: MetricFamily) -> Int {
    let fresh = SeriesState.fresh(
      family.kind, layout: family.layout, at: Timestamp(nanoseconds: 0))
    return encode(fresh, key: []).count
  }

  /// Whether a record of a kind can have so many bytes; its family says which.
  static func isLength(_ length: Int, of kind: MetricKind) -> Bool {
    switch kind {
    case .counter, .gauge, .duration, .unknown, .info, .stateset: length == wordsOffset + 8
    case .histogram, .gaugehistogram: length >= wordsOffset + 16 && length % 8 == 0
    case .summary:
      length % 8 == 0 && SeriesWords.quantileCount(words: (length - wordsOffset) / 8) != nil
    }
  }
}
