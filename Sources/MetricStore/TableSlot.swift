/// A record's place in a table that is being built, as a slot of a bucket holds it.
///
/// A million take 24 MB.
struct TableSlot {
  var hash: UInt32
  /// The first bytes of the key, as they stand in the file.
  var keyStart: UInt32
  var offset: Int
  var keyLength: UInt32
  var valueLength: UInt32

  /// The offset just past the record.
  var end: Int { offset + Int(keyLength) + Int(valueLength) }
}

/// The first four bytes of a key as a slot holds them, in the order of the file; zeros behind a
/// shorter one.
func keyStart(_ key: UnsafeRawBufferPointer) -> UInt32 {
  if key.count >= 4 { return key.loadUnaligned(as: UInt32.self) }
  var start: UInt32 = 0
  withUnsafeMutableBytes(of: &start) { $0.copyBytes(from: key) }
  return start
}

/// The bytes of one bucket while its slots are filled.
struct BucketImage {
  private static let slotsOffset = 112
  private static let slotLength = 24
  private static let empty: [UInt8] = {
    var bytes = [UInt8](repeating: 0, count: TableHeader.blockSize)
    for slot in 0..<TableHeader.slotsPerBucket {
      bytes.store(Int32(-1), at: slotsOffset + slot * slotLength)
    }
    return bytes
  }()

  private(set) var bytes = Self.empty
  private var count: Int32 = 0

  /// An empty bucket whose records' hashes will share so many bits.
  init(bits: Int) { bytes.store(Int32(bits), at: 104) }

  /// Puts a record into the first free slot from its hash's own on, where libgdbm looks for it.
  mutating func insert(_ record: TableSlot) {
    bytes.withUnsafeMutableBytes { bytes in
      var slot = Int(record.hash) % TableHeader.slotsPerBucket
      while bytes.loadUnaligned(fromByteOffset: Self.place(slot), as: Int32.self) != -1 {
        slot = (slot + 1) % TableHeader.slotsPerBucket
      }
      let place = Self.place(slot)
      count += 1
      bytes.storeBytes(of: record.hash.littleEndian, toByteOffset: place, as: UInt32.self)
      bytes.storeBytes(of: record.keyStart, toByteOffset: place + 4, as: UInt32.self)
      bytes.storeBytes(of: record.offset.littleEndian, toByteOffset: place + 8, as: Int.self)
      bytes.storeBytes(of: record.keyLength.littleEndian, toByteOffset: place + 16, as: UInt32.self)
      bytes.storeBytes(
        of: record.valueLength.littleEndian, toByteOffset: place + 20, as: UInt32.self)
      bytes.storeBytes(of: count.littleEndian, toByteOffset: 108, as: Int32.self)
    }
  }

  private static func place(_ slot: Int) -> Int { slotsOffset + slot * slotLength }
}
