internal import MetricModel

/// A series' record: 32 bytes for a counter, gauge, unknown or duration.
///
/// ```
///  0 frame (see RecordFrame)
///  8 i64 created, nanoseconds since 1970
/// 16 i64 updated
/// 24 the value's words: a double's bits, or an i64 of nanoseconds for the start of a duration
/// ```
enum SeriesRecord {
  static let wordsOffset = 24

  /// The record's bytes under a key.
  static func encode(_ state: SeriesState, key: [UInt8]) -> [UInt8] {
    var record = RecordFrame.begin(.series, kind: state.kind)
    record.reserveCapacity(32)
    record.append(littleEndian: state.created.nanoseconds)
    record.append(littleEndian: state.updated.nanoseconds)
    switch state.value {
    case .number(let number): record.append(littleEndian: number.bitPattern)
    case .start(let start): record.append(littleEndian: start.nanoseconds)
    }
    RecordFrame.seal(&record, key: key)
    return record
  }

  /// What a record found under a key says; checked.
  static func decode(_ record: [UInt8], key: [UInt8]) throws(DatabaseFault) -> SeriesState {
    let frame = try RecordFrame(record, key: key)
    let fault = DatabaseFault.damaged(
      "record '\(shownKey(key))' is not the series that it should be")
    guard frame.content == .series else { throw fault }
    let kind = try kind(of: frame)
    guard record.count == length(of: kind) else { throw fault }
    let word: UInt64 = record.integer(at: wordsOffset)
    return SeriesState(
      kind: kind,
      created: Timestamp(nanoseconds: record.integer(at: 8)),
      updated: Timestamp(nanoseconds: record.integer(at: 16)),
      value: kind == .duration
        ? .start(Timestamp(nanoseconds: Int64(bitPattern: word)))
        : .number(Double(bitPattern: word)))
  }

  /// The kind that a record names; one that is not kept yet is a newer version's.
  static func kind(of frame: RecordFrame) throws(DatabaseFault) -> MetricKind {
    guard let kind = MetricKind(rawValue: frame.kind), length(of: kind) != nil else {
      throw .newer(version: Int(RecordFrame.version) + 1)
    }
    return kind
  }

  /// The bytes of a record of a kind; nil for the kinds that are not kept yet.
  static func length(of kind: MetricKind) -> Int? {
    switch kind {
    case .counter, .gauge, .duration, .unknown: wordsOffset + 8
    case .histogram, .summary, .info, .stateset: nil
    }
  }
}
