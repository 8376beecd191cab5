internal import CLinux
internal import MetricModel

/// What every record begins with, and the checksum that binds it to its key.
///
/// ```
/// 0 u8  version of the record's layout: 1
/// 1 u8  what it is: 'D' database, 'F' family, 'S' series
/// 2 u8  the kind of metric (0 in 'D'); with 128 added, a counter that is named as its sample
/// 3 u8  0
/// 4 u32 CRC-32C of the key, bytes 0 to 3, and bytes 8 to the end
/// ```
/// The key is part of the checksum, so that a bucket that points at another record is noticed.
struct RecordFrame {
  static let version: UInt8 = 1
  static let length = 8

  enum Content: UInt8 {
    case database = 0x44
    case family = 0x46
    case series = 0x53
  }

  private static let namedAsSample: UInt8 = 0x80

  let content: Content
  /// The byte that says the kind.
  let kindByte: UInt8

  /// Which kind of metric it is, as a number.
  var kind: UInt8 { kindByte & ~Self.namedAsSample }
  /// Whether its family is named as its sample.
  var isNamedAsSample: Bool { kindByte & Self.namedAsSample != 0 }

  /// The byte that says the kind of a family's records.
  static func kindByte(of family: MetricFamily) -> UInt8 {
    family.kind.rawValue | (family.isNamedAsSample ? namedAsSample : 0)
  }

  /// A record's first bytes, the checksum still open.
  static func begin(
    _ content: Content, kind: MetricKind?, isNamedAsSample: Bool = false
  ) -> [UInt8] {
    let kindByte = (kind?.rawValue ?? 0) | (isNamedAsSample ? namedAsSample : 0)
    return [version, content.rawValue, kindByte, 0, 0, 0, 0, 0]
  }

  /// Puts the checksum into a finished record.
  static func seal(_ record: inout [UInt8], key: [UInt8]) {
    let sum = key.withUnsafeBytes { key in record.withUnsafeBytes { checksum(key, $0) } }
    record.store(sum, at: 4)
  }

  /// Reads the first bytes of a record and checks it whole, against the key it was found under.
  init(_ record: [UInt8], key: [UInt8]) throws(DatabaseFault) {
    self = try record.withUnsafeBufferPointer { record throws(DatabaseFault) in
      try key.withUnsafeBufferPointer { key throws(DatabaseFault) in
        try RecordFrame(UnsafeRawBufferPointer(record), key: UnsafeRawBufferPointer(key))
      }
    }
  }

  /// The same for bytes that are only lent.
  init(
    _ record: UnsafeRawBufferPointer, key: UnsafeRawBufferPointer
  ) throws(DatabaseFault) {
    guard record.count >= Self.length,
      Self.checksum(key, record) == record.integer(at: 4, as: UInt32.self)
    else { throw .damaged("record '\(shownKey(key))' fails its checksum") }
    guard record[0] == Self.version else { throw .newer(version: Int(record[0])) }
    guard let content = Content(rawValue: record[1]) else {
      throw .damaged("record '\(shownKey(key))' is of no known sort")
    }
    self.content = content
    self.kindByte = record[2]
  }

  private static func checksum(
    _ key: UnsafeRawBufferPointer, _ record: UnsafeRawBufferPointer
  ) -> UInt32 {
    let ofKey = crc32c(0, key.baseAddress, key.count)
    let ofStart = crc32c(ofKey, record.baseAddress, 4)
    return crc32c(ofStart, record.baseAddress! + length, record.count - length)
  }
}

/// A key as a message may carry it.
func shownKey(_ key: some Collection<UInt8>) -> String {
  shown(String(decoding: key, as: UTF8.self))
}
