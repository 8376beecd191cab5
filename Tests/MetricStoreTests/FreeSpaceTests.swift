internal import MetricModel
internal import SystemCalls
internal import TestSupport
internal import Testing

@testable internal import MetricStore

@Suite("Free space")
struct FreeSpaceTests {
  private func prepared() throws -> TestDatabase {
    let test = try TestDatabase()
    let words = (0..<300).map { "n=\($0)" }.joined(separator: " ")
    try test.run("declare hits counter Hits " + words)
    return test
  }

  @Test("After every commit all free space reads as zeros")
  func zeros() throws {
    try onDatabase { test in
      for number in 0..<240 {
        try test.run(
          "declare hits counter \(String(repeating: "h", count: number + 1)) n=\(number)")
        if number % 3 == 0 { try test.run("delete hits n=\(number)") }
        if number % 20 == 0 { #expect(try freeSpaceIsZero(in: test.database)) }
      }
    }
  }

  @Test("What gdbmtool deletes and leaves behind is no damage, and is cleaned up")
  func gdbmtool() async throws {
    let test = try prepared()
    let result = try await Command.run(
      "gdbmtool", [test.path], input: "delete \"hits{n=\\\"7\\\"}\"\nclose\nquit\n")
    #expect(result.status == 0, "\(result)")
    #expect(try test.database.check().series == 299)
    #expect(try !freeSpaceIsZero(in: test.database))
    try test.run("incr hits n=new")
    #expect(try test.database.check().series == 300)
    try expectSound(test.database)
  }

  @Test("A table that has no room in its block is refused before anything is written")
  func oversized() throws {
    let test = try prepared()
    var bytes = test.bytes()
    // The first block of 4096 bytes has room for 252 entries of 16 bytes behind byte 56.
    bytes.store(Int32(253), at: 40)
    try test.write(bytes)
    #expect(isDamage(test.failure("incr hits n=new")))
    #expect(test.bytes() == bytes)
    #expect(try test.files() == ["metrics.db"])
  }

  @Test("A forged entry that lies over a record is refused before anything is written")
  func forged() throws {
    let test = try prepared()
    let open = try test.database.openForReading()
    let record = try #require(try open.table.find(Array("hits".utf8)))
    let space = try open.table.readFreeSpace(buckets: [], chainLimit: 0)
    open.table.file.unlock()
    var bytes = test.bytes()
    bytes.store(Int32(space.extents.count + 1), at: 44)
    bytes.store(Int32(record.extent.length), at: 56 + 16 * space.extents.count)
    bytes.store(record.offset, at: 64 + 16 * space.extents.count)
    try test.write(bytes)
    #expect(isDamage(test.failure("incr hits n=new")))
    #expect(isDamage(test.failure("delete hits n=5")))
    #expect(test.bytes() == bytes)
    #expect(try test.files() == ["metrics.db"])
    try test.run("incr hits n=5")
    #expect(try test.number("hits{n=\"5\"}") == 1)
  }

  @Test("A run is suspect when it is new or could have held a table in between")
  func suspects() {
    var before = FreeSpace()
    before.extents = [Extent(offset: 9000, length: 50), Extent(offset: 5000, length: 3000)]
    var after = FreeSpace()
    after.extents = [
      Extent(offset: 9000, length: 50), Extent(offset: 5000, length: 3000),
      Extent(offset: 9100, length: 50), Extent(offset: 100, length: 7),
    ]
    #expect(
      after.mayHoldBytes(since: before).map(\.offset) == [100, 5000, 9100])
    after.extents = [Extent(offset: 9000, length: 49)]
    #expect(after.mayHoldBytes(since: before) == after.extents)
    #expect(after.mayHoldBytes(since: FreeSpace()) == after.extents)
  }
}
