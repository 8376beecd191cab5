internal import MetricModel
internal import SystemCalls
internal import TestSupport
internal import Testing

@testable internal import MetricStore

@Suite("Writing a whole table")
struct TableBuilderTests {
  /// A metricctl database of so many series, written by the builder alone.
  private func build(
    _ records: [(key: [UInt8], value: [UInt8])], in test: TestDatabase
  ) throws {
    let file = try File.open(test.path, for: .creating(mode: 0o640))
    try file.truncate(to: 0)
    var builder = TableBuilder(expecting: records.count)
    for (key, value) in records {
      try builder.append(key: key, hash: keyHash(key), value: value, to: file)
    }
    try builder.finish(file)
  }

  /// The database's own record, a counter, and so many of its series.
  private func database(_ count: Int) throws -> [(key: [UInt8], value: [UInt8])] {
    let moment = Timestamp(nanoseconds: 1)
    let family = try MetricFamily(
      name: try MetricName("hits"), kind: .counter, help: "Hits", unit: "", created: moment)
    var records: [(key: [UInt8], value: [UInt8])] = [
      (RecordKey.database, DatabaseRecord(created: moment).encode())
    ]
    if count > 0 {
      records.append((RecordKey.family(family.name), FamilyRecord.encode(family, updated: moment)))
    }
    for number in 0..<max(0, count - 1) {
      let key = Array("hits{n=\"\(number)\"}".utf8)
      let state = SeriesState(
        kind: .counter, created: moment, updated: moment, value: .number(Double(number)))
      records.append((key, SeriesRecord.encode(state, key: key)))
    }
    return records
  }

  private func gdbmtool(_ test: TestDatabase, _ words: [String]) async throws -> String {
    try await Command.run("gdbmtool", words.isEmpty ? [test.path] : [test.path] + words).output
  }

  @Test(
    "libgdbm reads, changes and reorganises what was written",
    arguments: [0, 1, 139, 140, 164, 165, 166, 400, 5000])
  func libgdbm(count: Int) async throws {
    let test = try TestDatabase()
    let records = try database(count)
    try build(records, in: test)
    try expectSound(test.database)
    #expect(try await gdbmtool(test, ["count"]).hasPrefix("There "))
    #expect(try await gdbmtool(test, ["list"]).split(separator: "\n").count == records.count)
    _ = try await gdbmtool(test, ["store", "extra", "value"])
    #expect(try await gdbmtool(test, ["fetch", "extra"]) == "value\n")
    _ = try await gdbmtool(test, ["delete", "extra"])
    try expectSoundAfterOtherPrograms(test)
    _ = try await gdbmtool(test, ["reorganize"])
    #expect(try await gdbmtool(test, ["list"]).split(separator: "\n").count == records.count)
    #expect(try test.database.check().faults == [])
  }

  private func expectSoundAfterOtherPrograms(_ test: TestDatabase) throws {
    #expect(try test.database.check().faults == [])
  }

  @Test("libgdbm puts thousands of records into what was written, and every one is found")
  func inserts() throws {
    let test = try TestDatabase()
    let all = try database(9000)
    try build(Array(all.prefix(4000)), in: test)
    do {
      let file = try File.open(test.path, for: .readingAndWriting)
      let writer = try GDBMWriter(adopting: try file.duplicate(), path: test.path)
      for (key, value) in all.dropFirst(4000) { try writer.store(value, key: key) }
      for (key, _) in all[3000..<5000] { try writer.delete(key: key) }
      try writer.synchronize()
    }
    #expect(try test.database.check().faults == [])
    #expect(try test.database.check().series == 9000 - 1 - 2000)
  }

  @Test("Records are where they are looked for, and a value lies within a page")
  func places() throws {
    let test = try TestDatabase()
    let all = try database(100_000)
    try build(all, in: test)
    try expectSound(test.database)
    let open = try test.database.openForReading()
    for (key, value) in stride(from: 0, to: all.count, by: 97).map({ all[$0] }) {
      let location = try #require(try open.table.find(key))
      #expect(try open.table.value(location) == value)
      #expect(!location.valueSpansPages)
    }
    #expect(try open.table.find(Array("hits{n=\"-1\"}".utf8)) == nil)
  }

  @Test("An entry for the free run that begins too early does not read as zeros")
  func border() throws {
    let test = try TestDatabase()
    try build(try database(30), in: test)
    let run = test.bytes().integer(at: TableHeader.freeTableOffset + 24, as: Int.self)
    for shift in 1...8 {
      var bytes = test.bytes()
      bytes.store(run - shift, at: TableHeader.freeTableOffset + 24)
      try test.write(bytes)
      #expect(try !freeSpaceIsZero(in: test.database))
      bytes.store(run, at: TableHeader.freeTableOffset + 24)
      try test.write(bytes)
    }
    try expectSound(test.database)
  }

  @Test("As many records as a bucket has slots may share a hash; one more is refused")
  func collisions() throws {
    let test = try TestDatabase()
    let alike = Self.keysOfOneHash(count: TableHeader.slotsPerBucket + 1)
    let own = try database(0)
    let fitting = alike.dropLast().map { (key: $0, value: [UInt8](repeating: 1, count: 32)) }
    try build(own + fitting, in: test)
    let open = try test.database.openForReading()
    for (key, _) in fitting { #expect(try open.table.find(key) != nil) }
    do {
      let file = try File.open(test.path, for: .readingAndWriting)
      let writer = try GDBMWriter(adopting: try file.duplicate(), path: test.path)
      for (key, _) in fitting { try writer.store([2], key: key) }
    }
    var refusal: MetricError?
    do throws(MetricError) {
      let file = try File.open(test.path + "-other", for: .creating(mode: 0o600))
      var builder = TableBuilder(expecting: 0)
      for key in alike { try builder.append(key: key, hash: keyHash(key), value: [1], to: file) }
      try builder.finish(file)
    } catch { refusal = error }
    #expect(refusal?.exitStatus == 1)
  }

  /// Keys of seven bytes: the first and the sixth are shifted by 0 and 1, so that 2 less in the one
  /// and 1 more in the other make the same sum.
  private static func keysOfOneHash(count: Int) -> [[UInt8]] {
    var keys: [[UInt8]] = []
    // Bytes 0 and 5 are shifted by 0 and by 1 (5 x 5 - 24).
    for first in stride(from: UInt8(0), to: 120, by: 2) {
      for third in stride(from: UInt8(0), to: 120, by: 2) where keys.count < count {
        // Bytes 1 and 6 are shifted by 5 and by 6.
        keys.append([first, third, 9, 9, 9, 60 - first / 2, 60 - third / 2])
      }
    }
    precondition(Set(keys.map { keyHash($0) }).count == 1 && keys.count == count)
    return keys
  }

  @Test("Any records come out as they went in")
  func model() throws {
    var random = SeededGenerator(for: "tables of any records")
    for _ in 0..<30 {
      let test = try TestDatabase()
      var model: [[UInt8]: [UInt8]] = [:]
      for _ in 0..<Int.random(in: 0...2000, using: &random) {
        let key = (0..<Int.random(in: 1...random.pick([3, 40, 300]), using: &random)).map { _ in
          UInt8.random(in: 0...random.pick([1, 255]), using: &random)
        }
        let length = Int.random(in: 0...random.pick([4, 40, 5000]), using: &random)
        model[key] = [UInt8](repeating: 7, count: length)
      }
      model[RecordKey.database] = DatabaseRecord(created: .now).encode()
      try build(model.map { (key: $0.key, value: $0.value) }, in: test)
      let open = try test.database.openForReading()
      var found: [[UInt8]: [UInt8]] = [:]
      try RecordScan.run(on: open.table) { (key, value) throws(MetricError) in
        found[Array(key)] = Array(value)
      }
      #expect(found == model)
      for (key, _) in model { #expect(try open.table.find(key) != nil) }
    }
  }
}
