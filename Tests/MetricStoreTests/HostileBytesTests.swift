internal import MetricModel
internal import SystemCalls
internal import TestSupport
internal import Testing

@testable internal import MetricStore

/// A header as libgdbm writes it for a new file.
private func soundHeader() -> [UInt8] {
  var block: [UInt8] = []
  for word: UInt32 in [0x1357_9acf, 4096] { block.append(littleEndian: word) }
  block.append(littleEndian: 4096)
  for word: UInt32 in [4096, 9, 4096, 166] { block.append(littleEndian: word) }
  block.append(littleEndian: 16384)
  return block
}

@Suite("Blocks of damaged files")
struct HostileBytesTests {
  @Test("The header of a new file is read, and every number in it that cannot be is refused")
  func header() throws {
    let header = try TableHeader(soundHeader(), size: 16384)
    #expect(header.directory == Extent(offset: 4096, length: 4096))
    #expect([header.directoryBits, header.fileSize] == [9, 16384])
    let lies: [(Int, Int64)] = [
      (0, 0x1357_9ace), (4, 512), (24, 8192), (28, 165), (16, 8192), (20, 10), (20, -1), (20, 40),
      (8, 0), (8, -4096), (8, .max), (8, 16384), (32, 16383), (32, .max), (32, -1),
    ]
    for (offset, number) in lies {
      var block = soundHeader()
      if offset == 8 || offset == 32 {
        block.store(number, at: offset)
      } else {
        block.store(Int32(truncatingIfNeeded: number), at: offset)
      }
      #expect(
        fault(of: { () throws(DatabaseFault) in _ = try TableHeader(block, size: 16384) }) != nil,
        "\(number) at \(offset)")
    }
    for length in 0..<40 {
      #expect(
        fault(of: { () throws(DatabaseFault) in
          _ = try TableHeader(Array(soundHeader().prefix(length)), size: 16384)
        }) != nil)
    }
  }

  @Test("A directory is runs of powers of two, each bucket in one place")
  func directory() throws {
    let header = try TableHeader(soundHeader(), size: 16384)
    func bytes(_ entries: [Int]) -> [UInt8] {
      var bytes: [UInt8] = []
      for entry in entries { bytes.append(littleEndian: entry) }
      return bytes
    }
    let whole = try Directory(bytes([Int](repeating: 8192, count: 512)), header: header)
    #expect(whole.runs == [Directory.Run(bucket: 8192, entries: 0..<512)])
    let halves = [Int](repeating: 8192, count: 256) + [Int](repeating: 12288, count: 256)
    let two = try Directory(bytes(halves), header: header)
    #expect(two.run(forHash: 0x3fff_ffff).bucket == 8192)
    #expect(two.run(forHash: 0x4000_0000).bucket == 12288)
    #expect(two.run(forHash: 0x7fff_ffff).bucket == 12288)
    #expect(two.overlapsBucket(Extent(offset: 12000, length: 300)))
    #expect(!two.overlapsBucket(Extent(offset: 4096, length: 4096)))
    let odd = [Int](repeating: 8192, count: 255) + [Int](repeating: 12288, count: 257)
    let twice = halves.enumerated().map { $0.offset % 256 < 128 ? 8192 : 12288 }
    let near = [Int](repeating: 8192, count: 256) + [Int](repeating: 8200, count: 256)
    for entries in [odd, twice, near]
      + [0, -8, 4096, 16384, Int.max, Int.min].map({ place in
        [Int](repeating: place, count: 512)
      })
    {
      #expect(
        fault(of: { () throws(DatabaseFault) in _ = try Directory(bytes(entries), header: header) })
          != nil)
    }
  }

  @Test("A table of free space says its entries, and contradictions are refused")
  func freeTable() throws {
    func table(_ capacity: Int32, _ count: Int32, next: Int = 0) -> [UInt8] {
      var bytes = [UInt8](repeating: 0, count: 4096)
      bytes.store(capacity, at: 40)
      bytes.store(count, at: 44)
      bytes.store(next, at: 48)
      bytes.store(Int32(77), at: 56)
      bytes.store(9000, at: 64)
      return bytes
    }
    let one = try FreeTable(table(252, 1), at: 40)
    #expect(one.extents == [Extent(offset: 9000, length: 77)])
    #expect([one.capacity, one.next, one.chainedLength] == [252, 0, 2048])
    for (capacity, count, next) in [
      (252, 253, 0), (252, -1, 0), (1, 0, 0), (253, 1, 0), (-1, 0, 0), (Int32.max, 9, 0),
      (252, 1, -1),
    ] as [(Int32, Int32, Int)] {
      #expect(
        fault(of: { () throws(DatabaseFault) in
          _ = try FreeTable(table(capacity, count, next: next), at: 40)
        }) != nil)
    }
  }

  @Test("Extents with any numbers can be compared without a trap")
  func extents() {
    let numbers: [Int] = [.min, .min + 1, -1, 0, 1, 4096, .max - 1, .max]
    let extents = numbers.flatMap { offset in numbers.map { Extent(offset: offset, length: $0) } }
    for left in extents {
      #expect(left.end == .max || left.end == left.offset + left.length)
      for right in extents { #expect(left.overlaps(right) == right.overlaps(left)) }
    }
  }

  @Test("Random and nearly sound blocks are read or refused, never trapped on")
  func fuzz() throws {
    var random = SeededGenerator(for: "hostile blocks")
    let header = try TableHeader(soundHeader(), size: 16384)
    for round in 0..<3000 {
      var block = [UInt8](repeating: 0, count: 4096)
      for _ in 0..<(round % 2 == 0 ? 6 : 800) {
        let word = random.pick([0, -1, 1, 7, 166, 252, .max, .min, Int32(random.next() % 9999)])
        block.store(word, at: 4 * Int.random(in: 0..<1024, using: &random))
      }
      look(at: block, header: header)
      var start = soundHeader()
      start[Int.random(in: 0..<40, using: &random)] ^= 1 << UInt8.random(in: 0...7, using: &random)
      _ = try? TableHeader(start, size: 16384)
    }
  }

  private func look(at block: [UInt8], header: TableHeader) {
    _ = try? Directory(block, header: header)
    _ = try? FreeTable(block, at: 40)
    guard let bucket = try? Bucket(block, offset: 8192) else { return }
    for extent in bucket.free { _ = header.contains(extent) }
    for slot in 0..<166 {
      _ = bucket.hash(slot)
      _ = header.contains(bucket.location(slot).extent)
      _ = bucket.startsLike([1, 2, 3, 4, 5], slot)
    }
  }
}
