internal import MetricModel
internal import SystemCalls
internal import TestSupport
internal import Testing

@testable internal import MetricStore

@Suite("Damaged databases")
struct DamagedFileTests {
  /// Where the bucket slot of a record begins, and the record's place.
  private func slot(_ key: String, in test: TestDatabase) throws -> (Int, RecordLocation) {
    let open = try test.database.openForReading()
    let location = try #require(try open.table.find(Array(key.utf8)))
    let bucket = try open.table.bucket(forHash: keyHash(Array(key.utf8)))
    let slot = try #require(
      (0..<166).first { bucket.hash($0) != nil && bucket.location($0) == location })
    return (bucket.offset + 112 + 24 * slot, location)
  }

  private func onDamaged(
    _ damage: (inout [UInt8], TestDatabase) throws -> Void,
    _ body: (TestDatabase) throws -> Void
  ) throws {
    let test = try TestDatabase()
    try test.run("declare hits counter Hits code=200 code=404", "incr hits code=200")
    var bytes = test.bytes()
    try damage(&bytes, test)
    try test.write(bytes)
    try body(test)
    #expect(test.bytes() == bytes, "a damaged database was written")
    #expect(try test.files() == ["metrics.db"])
  }

  @Test("A slot that begins like another key is refused: libgdbm would store the record twice")
  func slotStart() throws {
    try onDamaged { bytes, test in
      bytes[try slot("hits", in: test).0 + 4] ^= 1
    } _: { test in
      #expect(isDamage(test.failure("declare hits counter Other")))
      let faults = try test.database.check().faults
      #expect(faults.count == 1)
    }
  }

  @Test("A slot that is neither full nor empty is refused")
  func oddSlot() throws {
    try onDamaged { bytes, test in
      let start = try slot("hits", in: test).0
      let bucket = start / 4096 * 4096
      let empty = try #require(
        (0..<166).map { bucket + 112 + 24 * $0 }.first {
          bytes.integer(at: $0, as: Int32.self) == -1
        })
      bytes.store(Int32(-2), at: empty)
    } _: { test in
      #expect(isDamage(test.failure("incr hits code=500")))
    }
  }

  @Test("A hash that was changed is noticed before the record is made anew")
  func changedHash() throws {
    try onDamaged { bytes, test in
      bytes[try slot(#"hits{code="200"}"#, in: test).0] ^= 1
    } _: { test in
      #expect(isDamage(test.failure("incr hits code=200")))
    }
  }

  @Test("A record that is there twice is a fault")
  func twice() throws {
    try onDamaged { bytes, test in
      let (start, _) = try slot("hits", in: test)
      let bucket = start / 4096 * 4096
      var next = start + 24
      while next < bucket + 4096 - 24, bytes.integer(at: next, as: Int32.self) != -1 { next += 24 }
      bytes.replaceSubrange(next..<next + 24, with: bytes[start..<start + 24])
      bytes.store(bytes.integer(at: bucket + 108, as: Int32.self) + 1, at: bucket + 108)
    } _: { test in
      let faults = try test.database.check().faults
      #expect(faults.contains("record 'hits' is there twice"))
      #expect(isDamage(test.failure("incr hits code=500")))
    }
  }

  @Test("A record of 2 GB in a sparse file is refused without being read")
  func endlessRecord() throws {
    let test = try TestDatabase()
    try test.run("declare hits counter Hits code=200")
    let (start, _) = try slot(#"hits{code="200"}"#, in: test)
    let file = try File.open(test.path, for: .readingAndWriting)
    var length: [UInt8] = []
    length.append(littleEndian: Int32.max - 4096)
    try file.write(length, at: start + 20)
    var size: [UInt8] = []
    size.append(littleEndian: 1 << 32)
    try file.write(size, at: 32)
    try file.truncate(to: 1 << 32)
    #expect(isDamage(test.failure("incr hits code=200")))
    #expect(isDamage(error(of: { () throws(MetricError) in _ = try test.database.snapshot() })))
  }

  @Test("Deleting or resetting all of a family stops at a damaged record anywhere in the file")
  func damagedKey() throws {
    for line in ["delete hits --all", "reset hits --all"] {
      try onDamaged { bytes, test in
        bytes[try slot(#"hits{code="404"}"#, in: test).1.offset] ^= 1
      } _: { test in
        #expect(isDamage(test.failure(line)))
      }
    }
  }

  @Test("Any byte changed anywhere leads to an error, an old value or a new one, and no trap")
  func anyByte() throws {
    var random = SeededGenerator(for: "any byte changed")
    let test = try TestDatabase()
    try test.run("declare hits counter Hits code=200 code=404", "incr hits code=200")
    let sound = test.bytes()
    for _ in 0..<400 {
      var bytes = sound
      let place = random.pick([
        Int.random(in: 0..<200, using: &random), Int.random(in: 0..<sound.count, using: &random),
        12288 + Int.random(in: 0..<4096, using: &random),
      ])
      bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
      try test.write(bytes)
      _ = try? test.database.check()
      _ = try? test.database.snapshot()
      if (try? test.run("incr hits code=200")) != nil {
        #expect(try test.number("hits{code=\"200\"}") == 2)
      }
      _ = try? test.run("declare hits counter Else", "delete hits code=404")
      _ = try? test.run("incr hits code=\(place)")
      #expect(test.bytes().count <= 2 * sound.count)
      #expect(try test.files() == ["metrics.db"])
    }
  }
}
