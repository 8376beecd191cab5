internal import MetricModel

/// The first block of a GDBM file: where the hash directory is, how large the file should be, and
/// the table of free space.
///
/// ```
///  0 u32 magic 0x13579acf      20 i32 directory bits      40 i32 capacity of the free table
///  4 i32 block size            24 i32 bucket size         44 i32 entries in it
///  8 i64 directory offset      28 i32 slots in a bucket   48 i64 next free table, or 0
/// 16 i32 directory bytes       32 i64 size of the file    56 {i32 size, 4 unused, i64 offset}...
/// ```
/// Source: the GDBM manual, "File format", and what libgdbm 1.23 writes on 64-bit Linux.
struct TableHeader: Equatable {
  /// Every block of a database of ours: also a bucket's size.
  static let blockSize = 4096
  /// How many records a bucket of that size points to.
  static let slotsPerBucket = 166
  private static let magic: UInt32 = 0x1357_9acf
  /// 4 TiB: more than the largest directory could need, little enough for a map of its blocks.
  private static let longestFile = 1 << 42
  /// Where the table of free space begins.
  static let freeTableOffset = 40
  /// How many entries of it the first block has room for.
  static let freeTableCapacity = (blockSize - freeTableOffset - 16) / 16

  let directory: Extent
  let directoryBits: Int
  /// The size that the file must have.
  let fileSize: Int

  /// Reads the first bytes of a file.
  ///
  /// `size` is the file's real size.
  ///
  /// Throws `notOurs` for a file that is no GDBM file or one with other blocks than ours, and
  /// `damaged` where the header contradicts itself or the file.
  init(_ block: [UInt8], size: Int) throws(DatabaseFault) {
    guard block.count >= 4, block.integer(at: 0, as: UInt32.self) == Self.magic else {
      throw .notOurs(block.isEmpty ? "it is empty" : "it is not a GDBM file")
    }
    guard block.count == Self.freeTableOffset else {
      throw .damaged("the first block is cut short")
    }
    guard block.integer(at: 4, as: Int32.self) == Int32(Self.blockSize),
      block.integer(at: 24, as: Int32.self) == Int32(Self.blockSize),
      block.integer(at: 28, as: Int32.self) == Int32(Self.slotsPerBucket)
    else { throw .notOurs("its blocks are not of 4096 bytes, or its header is damaged") }
    fileSize = block.integer(at: 32)
    directory = Extent(offset: block.integer(at: 8), length: Int(block.integer(at: 16) as Int32))
    directoryBits = Int(block.integer(at: 20) as Int32)
    guard size <= Self.longestFile else { throw .damaged("no database is \(size) bytes long") }
    guard fileSize == size, size % Self.blockSize == 0 else {
      throw .damaged("the file has \(size) bytes where its header says \(fileSize)")
    }
    guard (9...28).contains(directoryBits), directory.length == 8 << directoryBits,
      directory.offset >= Self.blockSize, directory.offset <= size - directory.length
    else { throw .damaged("the hash directory lies outside of the file") }
  }

  /// The first block of a new file, whose table of free space has one entry or none.
  static func encode(directory: Extent, bits: Int, fileSize: Int, free: Extent?) -> [UInt8] {
    var block = [UInt8](repeating: 0, count: blockSize)
    block.store(magic, at: 0)
    block.store(Int32(blockSize), at: 4)
    block.store(directory.offset, at: 8)
    block.store(Int32(directory.length), at: 16)
    block.store(Int32(bits), at: 20)
    block.store(Int32(blockSize), at: 24)
    block.store(Int32(slotsPerBucket), at: 28)
    block.store(fileSize, at: 32)
    block.store(Int32(freeTableCapacity), at: freeTableOffset)
    if let free {
      block.store(Int32(1), at: freeTableOffset + 4)
      block.store(Int32(free.length), at: freeTableOffset + 16)
      block.store(free.offset, at: freeTableOffset + 24)
    }
    return block
  }

  /// Whether a run lies behind the first block and before the end of the file.
  func contains(_ extent: Extent) -> Bool {
    extent.offset >= Self.blockSize && extent.length >= 0 && extent.length <= fileSize
      && extent.offset <= fileSize - extent.length
  }
}

/// A table of free space: the one in the first block, or one of the chain of blocks behind it.
struct FreeTable: Equatable {
  let capacity: Int
  /// The next table of the chain, or 0.
  let next: Int
  let extents: [Extent]

  init(_ bytes: [UInt8], at offset: Int) throws(DatabaseFault) {
    capacity = Int(bytes.integer(at: offset) as Int32)
    next = bytes.integer(at: offset + 8)
    let count = Int(bytes.integer(at: offset + 4) as Int32)
    guard capacity > 1, capacity <= TableHeader.freeTableCapacity, next >= 0, count >= 0,
      count <= capacity, offset + 16 + count * 16 <= bytes.count
    else { throw .damaged("a table of free space contradicts itself") }
    extents = (0..<count).map { freeExtent(bytes, at: offset + 16 + $0 * 16) }
  }

  /// The bytes that a table of the chain takes: half of the entries, and its own first fields.
  ///
  /// Source: libgdbm 1.23 when it moves half of a full table to the chain.
  var chainedLength: Int { capacity * 16 / 2 + 32 }
}

/// An entry of a table of free space.
func freeExtent(_ bytes: [UInt8], at offset: Int) -> Extent {
  Extent(offset: bytes.integer(at: offset + 8), length: Int(bytes.integer(at: offset) as Int32))
}
