/// Finds the series of a line by the bytes of its name, type and tags, as they came.
///
/// So names and tags are cleaned and checked once for each way to write them. Open addressing with
/// linear probing; the bytes of all keys stand one after the other. The hash is seeded by the
/// standard library, so that nobody can choose keys that collide. It forgets all when it has grown
/// past its limits, since one series can be written in very many ways.
struct RawKeyIndex {
  private struct Entry {
    let hash: Int
    let start: Int
    let nameLength: Int
    let tagsLength: Int
    let place: Int
  }

  private let maxCount: Int
  private let maxBytes: Int
  private var entries: [Entry] = []
  private var bytes: [UInt8] = []
  /// The numbers of entries, plus one, or 0 where there is none; a power of two of places.
  private var table = [Int32](repeating: 0, count: 1_024)

  /// An index with room for so many keys, of 256 bytes on average.
  init(maxCount: Int) {
    self.maxCount = min(maxCount, 1 << 28)
    maxBytes = self.maxCount * 256
  }

  /// The place that was kept for a key.
  func find(_ line: StatsDLine) -> Int? {
    let hash = Self.hash(line)
    var position = hash & (table.count - 1)
    while table[position] != 0 {
      let entry = entries[Int(table[position]) - 1]
      if entry.hash == hash, matches(entry, line) { return entry.place }
      position = (position + 1) & (table.count - 1)
    }
    return nil
  }

  /// Keeps a place for a key that is not there.
  mutating func insert(_ line: StatsDLine, place: Int) {
    if entries.count >= maxCount || bytes.count >= maxBytes {
      self = RawKeyIndex(maxCount: maxCount)
    }
    if (entries.count + 1) * 2 > table.count { grow() }
    let entry = Entry(
      hash: Self.hash(line), start: bytes.count, nameLength: line.name.count,
      tagsLength: line.tags.count, place: place)
    bytes.append(contentsOf: line.name)
    bytes.append(line.type.rawValue)
    bytes.append(contentsOf: line.tags)
    entries.append(entry)
    enter(entry.hash, number: entries.count)
  }

  private mutating func enter(_ hash: Int, number: Int) {
    var position = hash & (table.count - 1)
    while table[position] != 0 { position = (position + 1) & (table.count - 1) }
    table[position] = Int32(number)
  }

  private mutating func grow() {
    table = [Int32](repeating: 0, count: table.count * 2)
    for (index, entry) in entries.enumerated() { enter(entry.hash, number: index + 1) }
  }

  private func matches(_ entry: Entry, _ line: StatsDLine) -> Bool {
    guard entry.nameLength == line.name.count, entry.tagsLength == line.tags.count else {
      return false
    }
    return bytes.withUnsafeBytes { bytes in
      let tags = entry.start + entry.nameLength + 1
      return bytes[tags - 1] == line.type.rawValue
        && Self.areEqual(bytes, from: entry.start, line.name)
        && Self.areEqual(bytes, from: tags, line.tags)
    }
  }

  /// Eight bytes at a time.
  private static func areEqual(
    _ bytes: UnsafeRawBufferPointer, from start: Int, _ other: UnsafeRawBufferPointer
  ) -> Bool {
    var index = 0
    while index + 8 <= other.count {
      let left = bytes.loadUnaligned(fromByteOffset: start + index, as: UInt64.self)
      let right = other.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      if left != right { return false }
      index += 8
    }
    while index < other.count {
      if bytes[start + index] != other[index] { return false }
      index += 1
    }
    return true
  }

  private static func hash(_ line: StatsDLine) -> Int {
    var hasher = Hasher()
    hasher.combine(bytes: line.name)
    hasher.combine(line.type.rawValue)
    hasher.combine(bytes: line.tags)
    return hasher.finalize()
  }
}
