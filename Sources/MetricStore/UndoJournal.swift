internal import CLinux

/// The old bytes of everything that a transaction may write over, kept beside the database while
/// the transaction is under way.
///
/// ```
///  0 "mctlundo"                       24 i64 where the database's mark stands in it
///  8 u32 version: 1                   32 16 bytes: that mark (see DatabaseRecord)
/// 12 u32 number of regions            48 regions: {i64 offset, i64 length, bytes}...
/// 16 i64 size of the database before  end u32 CRC-32C of all before
/// ```
/// A journal that is there, whole and of this database means: a transaction was cut off; writing
/// the old bytes back and cutting the file to its old size undoes it. A torn journal means that the
/// database was not yet touched.
struct UndoJournal: Equatable {
  private static let magic = Array("mctlundo".utf8)
  private static let version: UInt32 = 1
  private static let fixedLength = 48

  struct Region: Equatable {
    var offset: Int
    var bytes: [UInt8]

    /// The offset just past it.
    var end: Int { offset + bytes.count }
  }

  /// Regions with fewer bytes than this between them are saved as one.
  static let shortestGap = 2048

  let databaseSize: Int
  let markOffset: Int
  let mark: [UInt8]
  var regions: [Region] = []

  init(databaseSize: Int, markOffset: Int, mark: [UInt8]) {
    self.databaseSize = databaseSize
    self.markOffset = markOffset
    self.mark = mark
  }

  /// Where the journal of a database stands.
  static func path(for database: String) -> String { database + "-journal" }

  /// The journal's bytes.
  func encode() -> [UInt8] {
    var bytes = Self.magic
    bytes.reserveCapacity(Self.fixedLength + regions.reduce(4) { $0 + 16 + $1.bytes.count })
    bytes.append(littleEndian: Self.version)
    bytes.append(littleEndian: UInt32(regions.count))
    bytes.append(littleEndian: databaseSize)
    bytes.append(littleEndian: markOffset)
    bytes.append(contentsOf: mark)
    for region in regions {
      bytes.append(littleEndian: region.offset)
      bytes.append(littleEndian: region.bytes.count)
      bytes.append(contentsOf: region.bytes)
    }
    bytes.append(littleEndian: Self.checksum(bytes[...]))
    return bytes
  }

  /// What the bytes of a journal's file say.
  enum Reading: Equatable {
    case whole(UndoJournal)
    /// It was cut off while it was written.
    case torn
    case newer(version: Int)
    /// Not a journal at all.
    case foreign
  }

  static func read(_ bytes: [UInt8]) -> Reading {
    let start = bytes.prefix(magic.count)
    guard start.elementsEqual(magic) else {
      return start.allSatisfy { $0 == 0 } || bytes.count < magic.count ? .torn : .foreign
    }
    guard bytes.count >= fixedLength + 4,
      bytes.integer(at: bytes.count - 4) == checksum(bytes.dropLast(4))
    else { return .torn }
    guard bytes.integer(at: 8) == version else {
      return .newer(version: Int(bytes.integer(at: 8) as UInt32))
    }
    var journal = UndoJournal(
      databaseSize: bytes.integer(at: 16), markOffset: bytes.integer(at: 24),
      mark: Array(bytes[32..<48]))
    guard journal.databaseSize >= 0,
      (0...max(0, journal.databaseSize - journal.mark.count)).contains(journal.markOffset),
      journal.readRegions(bytes, count: Int(bytes.integer(at: 12) as UInt32))
    else { return .foreign }
    return .whole(journal)
  }

  private mutating func readRegions(_ bytes: [UInt8], count: Int) -> Bool {
    var position = Self.fixedLength
    for _ in 0..<count {
      guard bytes.count - 4 - position >= 16 else { return false }
      let offset: Int = bytes.integer(at: position)
      let length: Int = bytes.integer(at: position + 8)
      position += 16
      guard offset >= 0, length >= 0, length <= bytes.count - 4 - position,
        offset <= databaseSize - length
      else { return false }
      regions.append(Region(offset: offset, bytes: Array(bytes[position..<position + length])))
      position += length
    }
    return position == bytes.count - 4
  }

  private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.withUnsafeBytes { crc32c(0, $0.baseAddress, $0.count) }
  }
}
