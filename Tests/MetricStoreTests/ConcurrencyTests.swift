internal import Dispatch
internal import MetricModel
internal import MetricOperations
internal import SystemCalls
internal import TestSupport
internal import Testing

@testable internal import MetricStore

@Suite("Threads and borders")
struct ConcurrencyTests {
  @Test("Threads of one process that update the same database lose nothing")
  func threads() throws {
    try onDatabase { test in
      try test.run("declare hits counter Hits n=0 n=1 n=2")
      DispatchQueue.concurrentPerform(iterations: 12) { thread in
        for round in 0..<40 {
          let failure =
            round % 8 == 0
            ? test.failure("incr hits n=\(thread % 3)", "incr hits n=new\(thread)-\(round)")
            : test.failure("incr hits n=\(thread % 3)")
          if let failure { Issue.record("\(failure.description)") }
        }
      }
      let contents = try test.contents()
      for number in 0..<3 { #expect(contents["hits{n=\"\(number)\"}"] == 160) }
      #expect(contents.count == 1 + 3 + 60)
    }
  }

  @Test("A value that lies across the border of two pages is replaced by way of the journal")
  func pageBorder() throws {
    try onDatabase { test in
      var lines = ["declare hits counter Hits"]
      // A key just short of a page: what is longer than a page begins at the start of one.
      for length in 4040..<4100 {
        lines.append("incr hits n=\(String(repeating: "n", count: length))")
      }
      for line in lines { try test.run(line) }
      var crossing = 0
      for line in lines.dropFirst() {
        let reference = try operation(line).series
        let key = RecordKey.series(reference.name, reference.labels)
        let open = try test.database.openForReading()
        let location = try #require(try open.table.find(key))
        open.table.file.unlock()
        let before = try test.database.openForReading().record.generation
        try test.run(line)
        let after = try test.database.openForReading().record.generation
        #expect(after - before == (location.valueSpansPages ? 1 : 0))
        #expect(try test.database.read(reference).state.value == .number(2))
        crossing += location.valueSpansPages ? 1 : 0
      }
      #expect(crossing == 31)
    }
  }

  @Test("A value lies across pages when its first and last byte are in two")
  func borders() {
    func spans(_ offset: Int, _ length: Int) -> Bool {
      RecordLocation(offset: offset, keyLength: 0, valueLength: length).valueSpansPages
    }
    #expect(
      [spans(4064, 32), spans(4065, 32), spans(4095, 1), spans(4096, 4096)] == [
        false, true, false, false,
      ])
    #expect(spans(4096, 4097))
  }
}
