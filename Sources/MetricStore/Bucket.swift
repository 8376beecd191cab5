internal import MetricModel

/// One block of the hash table: up to 166 records whose keys' hashes begin with the same bits.
///
/// ```
///   0 i32 free entries     104 i32 bits that the hashes share
///   8 6 x {i32 size, i64 offset}  108 i32 records
/// 112 166 x {i32 hash or -1, 4 bytes of the key, i64 offset, i32 key bytes, i32 value bytes}
/// ```
struct Bucket {
  private static let slotsOffset = 112
  private static let slotLength = 24
  private let bytes: [UInt8]

  /// Where the bucket stands in the file.
  let offset: Int

  init(_ bytes: [UInt8], offset: Int) throws(DatabaseFault) {
    self.bytes = bytes
    self.offset = offset
    guard bytes.count == TableHeader.blockSize, (0...28).contains(bits),
      (0...TableHeader.slotsPerBucket).contains(count), (0...6).contains(freeCount)
    else { throw .damaged("the bucket at \(offset) contradicts itself") }
  }

  /// The number of leading hash bits that all its records share.
  var bits: Int { Int(bytes.integer(at: 104) as Int32) }
  /// The number of records.
  var count: Int { Int(bytes.integer(at: 108) as Int32) }
  private var freeCount: Int { Int(bytes.integer(at: 0) as Int32) }

  /// Free space that the bucket keeps for its next records.
  var free: [Extent] { (0..<freeCount).map { freeExtent(bytes, at: 8 + $0 * 16) } }

  /// The hash of the record in a slot, or nil when the slot is empty.
  func hash(_ slot: Int) -> UInt32? {
    let hash: Int32 = bytes.integer(at: Self.slotsOffset + slot * Self.slotLength)
    return hash < 0 ? nil : UInt32(hash)
  }

  /// Whether a slot is marked as empty; one without a hash that is not is damaged.
  func isEmpty(_ slot: Int) -> Bool {
    bytes.integer(at: Self.slotsOffset + slot * Self.slotLength, as: Int32.self) == -1
  }

  /// Whether a slot holds the first bytes of a key.
  func startsLike(_ key: [UInt8], _ slot: Int) -> Bool {
    let start = Self.slotsOffset + slot * Self.slotLength + 4
    for place in 0..<min(4, key.count) where bytes[start + place] != key[place] { return false }
    return true
  }

  /// A slot's content; nil when it is empty.
  ///
  /// Of a key shorter than four bytes, what stands behind it is left out.
  func slot(_ slot: Int) -> TableSlot? {
    guard let hash = hash(slot) else { return nil }
    let location = location(slot)
    var start: UInt32 = bytes.integer(at: Self.slotsOffset + slot * Self.slotLength + 4)
    if 1..<4 ~= location.keyLength { start &= 1 << UInt32(location.keyLength * 8) - 1 }
    return TableSlot(
      hash: hash, keyStart: start.littleEndian, offset: location.offset,
      keyLength: UInt32(truncatingIfNeeded: location.keyLength),
      valueLength: UInt32(truncatingIfNeeded: location.valueLength))
  }

  /// Where the record of a slot stands, and how long its parts are.
  func location(_ slot: Int) -> RecordLocation {
    let start = Self.slotsOffset + slot * Self.slotLength
    return RecordLocation(
      offset: bytes.integer(at: start + 8),
      keyLength: Int(bytes.integer(at: start + 16) as Int32),
      valueLength: Int(bytes.integer(at: start + 20) as Int32))
  }
}

/// Where a record stands in the file: the key's bytes, and the value's right behind them.
struct RecordLocation: Equatable {
  /// More than a name and labels can come to, in bytes.
  static let longestKey = 1 << 17
  /// More than any record of ours comes to, in bytes.
  static let longestValue = 1 << 20

  var offset: Int
  var keyLength: Int
  var valueLength: Int

  /// Key and value.
  var extent: Extent { Extent(offset: offset, length: keyLength + valueLength) }
  /// The value alone.
  var valueExtent: Extent { Extent(offset: offset + keyLength, length: valueLength) }

  /// Whether a crash could tear the value: it does not lie within one page of 4 KiB.
  var valueSpansPages: Bool {
    valueExtent.offset / 4096 != (valueExtent.end - 1) / 4096
  }
}

/// GDBM's hash of a key: 31 bits, of which the first choose the bucket and the rest the slot.
///
/// Bytes count as signed. Source: what libgdbm 1.23 computes.
func keyHash(_ key: some Collection<UInt8>) -> UInt32 {
  var value = 0x238F_13AF &* UInt32(truncatingIfNeeded: key.count)
  var shift: UInt32 = 0
  for byte in key {
    let signed = UInt32(bitPattern: Int32(Int8(bitPattern: byte)))
    value = (value &+ signed &<< shift) & 0x7FFF_FFFF
    shift = shift &+ 5
    if shift >= 24 { shift -= 24 }
  }
  return (1_103_515_243 &* value &+ 12345) & 0x7FFF_FFFF
}
