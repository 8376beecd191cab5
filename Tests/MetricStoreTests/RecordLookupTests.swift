internal import MetricModel
internal import MetricOperations
internal import SystemCalls
internal import TestSupport
internal import Testing

@testable internal import MetricStore

@Suite("Many lookups in one transaction")
struct RecordLookupTests {
  private func reference(_ number: Int) throws(MetricError) -> SeriesReference {
    try SeriesReference(parsing: "hits{n=\"\(number)\"}")
  }

  private func fill(_ test: TestDatabase, _ count: Int) throws {
    try test.run("declare hits counter Hits")
    try test.database.update { (transaction) throws(MetricError) in
      for number in 0..<count {
        try transaction.apply(
          MetricOperations.Operation(series: try reference(number), action: .add(Double(number))))
      }
    }
  }

  @Test("Records are found, and missing ones are missed, with and without what is kept in memory")
  func lookups() throws {
    try onDatabase { test in
      try fill(test, 20_000)
      let open = try test.database.openForReading()
      var lookup = RecordLookup()
      for number in stride(from: 0, to: 21_000, by: 7) {
        let key = RecordKey.series(try MetricName("hits"), try reference(number).labels)
        var value: [UInt8] = []
        let location = try lookup.find(key, hash: keyHash(key), in: open.table, value: &value)
        #expect(location == (try open.table.find(key)))
        #expect((location == nil) == (number >= 20_000))
        if location != nil {
          #expect(try SeriesRecord.decode(value, key: key).value == .number(Double(number)))
        }
      }
    }
  }

  @Test(
    "Absence is not believed in a damaged table, however many are looked up", arguments: [1, 3000])
  func damage(count: Int) throws {
    let test = try TestDatabase()
    try fill(test, 20_000)
    var bytes = test.bytes()
    let open = try test.database.openForReading()
    let name = try MetricName("hits")
    let directory = try open.table.readDirectory()
    let absent = RecordKey.series(name, try reference(30_000).labels)
    let bucket = try open.table.bucket(at: directory.bucket(forHash: keyHash(absent)))
    open.table.file.unlock()
    // A record of the bucket that the first absent key belongs to.
    let slot = try #require((0..<TableHeader.slotsPerBucket).first { bucket.hash($0) != nil })
    bytes[bucket.location(slot).valueExtent.end - 1] ^= 1
    try test.write(bytes)
    let failure = error { () throws(MetricError) in
      try test.database.update { (transaction) throws(MetricError) in
        for number in 0..<count - 1 {
          try transaction.apply(
            MetricOperations.Operation(series: try reference(40_000 + number), action: .add(1)))
        }
        try transaction.apply(
          MetricOperations.Operation(series: try reference(30_000), action: .add(1)))
      }
    }
    #expect(isDamage(failure))
    #expect(test.bytes() == bytes)
  }

  @Test("A damaged record is refused, however many are looked up", arguments: [0, 3000])
  func damagedRecord(before count: Int) throws {
    let test = try TestDatabase()
    try fill(test, 20_000)
    var bytes = test.bytes()
    let open = try test.database.openForReading()
    let key = RecordKey.series(try MetricName("hits"), try reference(19_999).labels)
    let location = try #require(try open.table.find(key))
    open.table.file.unlock()
    bytes[location.valueExtent.end - 1] ^= 1
    try test.write(bytes)
    let failure = error { () throws(MetricError) in
      try test.database.update { (transaction) throws(MetricError) in
        for number in Array(0..<count) + [19_999] {
          try transaction.apply(
            MetricOperations.Operation(series: try reference(number), action: .add(1)))
        }
      }
    }
    #expect(isDamage(failure))
    #expect(test.bytes() == bytes)
  }

  @Test("A record that is there twice, cannot be reached or is another than meant is refused")
  func scan() throws {
    let test = try TestDatabase()
    try fill(test, 100)
    let whole = test.bytes()
    let open = try test.database.openForReading()
    let bucket = try open.table.bucket(at: try open.table.readDirectory().runs[0].bucket)
    open.table.file.unlock()
    let full = (0..<TableHeader.slotsPerBucket).filter { bucket.hash($0) != nil }
    func place(_ slot: Int) -> Int { bucket.offset + 112 + slot * 24 }
    func refuses(_ change: (inout [UInt8]) -> Void) throws -> Bool {
      var bytes = whole
      change(&bytes)
      try test.write(bytes)
      let open = try test.database.openForReading()
      return isDamage(
        error { () throws(MetricError) in
          try VerifiedScan.run(on: open.table) { (_, _, _) throws(MetricError) in }
        })
    }
    #expect(try !refuses { _ in })
    // The offset of another record.
    #expect(try refuses { $0.store(bucket.location(full[1]).offset, at: place(full[0]) + 8) })
    // The first bytes of another key.
    #expect(try refuses { $0[place(full[0]) + 5] ^= 1 })
    // A hash that belongs elsewhere.
    #expect(try refuses { $0[place(full[0])] ^= 1 })
    // A count that is wrong.
    #expect(try refuses { $0[bucket.offset + 108] ^= 1 })
  }
}
