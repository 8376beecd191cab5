internal import MetricModel
internal import TestSupport
internal import Testing

@testable internal import MetricStore

@Suite("Reading a whole file")
struct RecordScanTests {
  @Test("Every record is visited once, in the order of the file, with its own bytes")
  func order() throws {
    try onDatabase { test in
      let words = (0..<2000).map { "n=\($0)" }.joined(separator: " ")
      try test.run("declare hits counter Hits " + words)
      let open = try test.database.openForReading()
      let directory = try open.table.readDirectory()
      let places = try RecordScan.locate(in: open.table, directory: directory)
      #expect(places.count == 2002)
      #expect(zip(places, places.dropFirst()).allSatisfy { $0.end <= $1.offset })
      var keys: Set<[UInt8]> = []
      try RecordScan.run(on: open.table) { (key, value) throws(MetricError) in
        do throws(DatabaseFault) { _ = try RecordFrame(value, key: key) } catch {
          Issue.record("\(error)")
        }
        keys.insert(Array(key))
      }
      #expect(keys.count == 2002)
    }
  }

  @Test("Records longer than the window of the scan's reads are read whole")
  func longRecords() throws {
    try onDatabase { test in
      let value = String(repeating: "v", count: 60_000)
      let lines = (0..<6).map { "incr long l\($0)=\(value)" }
      try test.run("declare long gauge Long")
      for line in lines { try test.run(line) }
      #expect(try test.contents().count == 7)
    }
  }
}
