/// The bytes of a GDBM file, read as the format says and by nothing of the product, so that a test
/// can tell what was in a file before and after a command, damaged or not.
///
/// ```
/// header  0 magic u32   4 block size   8 directory i64   16 its bytes   20 its bits
///        24 bucket size  28 elements a bucket  32 end of file i64  40 avail: size, count, next i64
/// bucket  0 avail count  8 six of (size i32, pad, address i64)  104 bits  108 count
///       112 elements of 24: hash i32, first 4 key bytes, address i64, key size, data size
/// ```
/// The extended header (magic ...d1) has 32 more bytes before its avail table.
struct GDBMImage {
  let bytes: [UInt8]

  /// A whole file's bytes, however wrong.
  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var directory: Int? { integer(8, as: Int64.self) }
  var directorySize: Int? { integer(16, as: Int32.self) }
  var directoryBits: Int? { integer(20, as: Int32.self) }
  var elementsPerBucket: Int? { integer(28, as: Int32.self) }
  private var avail: Int { bytes.first == 0xd1 ? 72 : 40 }
  /// How many free blocks the header's table can list, and lists.
  var availSize: Int? { integer(avail, as: Int32.self) }
  var availCount: Int? { integer(avail + 4, as: Int32.self) }

  /// The value found under a key by the way that GDBM takes; nil when that way is broken.
  func value(of key: [UInt8]) -> [UInt8]? { value(of: key, hash: GDBMImage.hash(key)) }

  /// The same with the hash at hand.
  func value(of key: [UInt8], hash: Int) -> [UInt8]? {
    guard let directory, let bits = directoryBits, bits > 0, bits < 31,
      let elements = elementsPerBucket, elements > 0, elements < 1 << 20
    else { return nil }
    guard let bucket = integer(directory &+ hash >> (31 - bits) * 8, as: Int64.self) else {
      return nil
    }
    for step in 0..<elements {
      let element = bucket &+ 112 &+ (hash % elements + step) % elements * 24
      guard let found = integer(element, as: Int32.self), found != -1 else { return nil }
      guard found == hash, let address = integer(element &+ 8, as: Int64.self),
        let keySize = integer(element &+ 16, as: Int32.self), keySize == key.count,
        let size = integer(element &+ 20, as: Int32.self),
        slice(element &+ 4, min(4, key.count)).map({ $0.elementsEqual(key.prefix(4)) }) == true,
        let record = slice(address, keySize), record.elementsEqual(key)
      else { continue }
      return slice(address &+ keySize, size).map(Array.init)
    }
    return nil
  }

  /// How many elements the bucket of a key holds.
  func bucketCount(of key: [UInt8]) -> Int? {
    guard let directory, let bits = directoryBits, bits > 0, bits < 31 else { return nil }
    let entry = directory + GDBMImage.hash(key) >> (31 - bits) * 8
    return integer(entry, as: Int64.self).flatMap { integer($0 &+ 108, as: Int32.self) }
  }

  /// All keys of a sound file.
  var keys: [[UInt8]] {
    guard let directory, let size = directorySize, let elements = elementsPerBucket else {
      return []
    }
    let buckets = Set((0..<size / 8).compactMap { integer(directory + $0 * 8, as: Int64.self) })
    return buckets.flatMap { bucket in
      (0..<elements).compactMap { index in
        let element = bucket + 112 + index * 24
        guard let hash = integer(element, as: Int32.self), hash != -1,
          let address = integer(element + 8, as: Int64.self),
          let keySize = integer(element + 16, as: Int32.self)
        else { return nil }
        return slice(address, keySize).map(Array.init)
      }
    }
  }

  /// GDBM's hash of a key: 31 bits, of which the first choose the bucket.
  static func hash(_ key: [UInt8]) -> Int {
    var value = UInt32(0x238F_13AF) &* UInt32(key.count)
    for (index, byte) in key.enumerated() {
      let signed = UInt32(bitPattern: Int32(Int8(bitPattern: byte)))
      value = (value &+ signed << UInt32(index * 5 % 24)) & 0x7FFF_FFFF
    }
    return Int((1_103_515_243 &* value &+ 12345) & 0x7FFF_FFFF)
  }

  private func slice(_ offset: Int, _ count: Int) -> ArraySlice<UInt8>? {
    guard offset >= 0, count >= 0, count <= bytes.count, offset <= bytes.count - count else {
      return nil
    }
    return bytes[offset..<offset + count]
  }

  private func integer<Number: FixedWidthInteger>(_ offset: Int, as: Number.Type) -> Int? {
    slice(offset, Number.bitWidth / 8).map {
      $0.withUnsafeBytes { Int(Number(littleEndian: $0.loadUnaligned(as: Number.self))) }
    }
  }
}
