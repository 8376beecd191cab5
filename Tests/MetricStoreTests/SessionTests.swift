internal import Foundation
internal import MetricModel
internal import MetricOperations
internal import SystemCalls
internal import TestSupport
internal import Testing

@testable internal import MetricStore

@Suite("Sessions")
struct SessionTests {
  private func apply(
    _ line: String, in session: inout DatabaseSession
  ) throws(MetricError) {
    let operation = try operation(line)
    try session.update(creating: operation.declares) { (transaction) throws(MetricError) in
      _ = try transaction.apply(operation)
    }
  }

  @Test("A session makes the database, keeps the file open, and holds no lock in between")
  func locks() throws {
    try onDatabase { test in
      var session = DatabaseSession(test.database)
      #expect(
        error { () throws(MetricError) in try apply("incr hits", in: &session) }
          == .database(.missing, path: test.path))
      try apply("declare hits counter Hits a=1", in: &session)
      for _ in 0..<3 {
        try apply("incr hits a=1", in: &session)
        let other = try File.open(test.path, for: .readingAndWriting)
        #expect(try other.lock(.exclusive, until: Deadline(secondsFromNow: 0)))
        other.unlock()
        try test.run("incr hits a=1")
      }
      #expect(try test.number("hits{a=\"1\"}") == 6)
    }
  }

  @Test("A session that is refused, or finds the database unusable, holds no lock either")
  func refusals() throws {
    try onDatabase { test in
      try test.run("declare hits counter Hits a=1")
      var session = DatabaseSession(test.database)
      try apply("incr hits a=1", in: &session)
      #expect(
        error { () throws(MetricError) in try apply("incr nosuch", in: &session) }
          == .notFound(.metric(try MetricName("nosuch"))))
      try test.run("incr hits a=1")
      let whole = test.bytes()
      try test.write([1, 2, 3] + whole.dropFirst(3))
      #expect(error { () throws(MetricError) in try apply("incr hits a=1", in: &session) } != nil)
      let other = try File.open(test.path, for: .readingAndWriting)
      #expect(try other.lock(.exclusive, until: Deadline(secondsFromNow: 0)))
      other.unlock()
      try test.write(whole)
      try apply("incr hits a=1", in: &session)
      #expect(try test.number("hits{a=\"1\"}") == 3)
    }
  }

  @Test("A held lock is waited for until the deadline of each transaction")
  func deadline() throws {
    try onDatabase { test in
      try test.run("declare hits counter Hits a=1")
      let quick = Database(at: test.path, options: DatabaseOptions(lockTimeoutSeconds: 0.1))
      var session = DatabaseSession(quick)
      try apply("incr hits a=1", in: &session)
      let other = try File.open(test.path, for: .readingAndWriting)
      #expect(try other.lock(.exclusive, until: Deadline(secondsFromNow: 0)))
      #expect(
        error { () throws(MetricError) in try apply("incr hits a=1", in: &session) }
          == .database(.locked(seconds: 0.1), path: test.path))
      other.unlock()
      try apply("incr hits a=1", in: &session)
      #expect(try test.number("hits{a=\"1\"}") == 2)
    }
  }

  @Test("A session follows the path to another file, and makes a new one when it is gone")
  func replaced() throws {
    try onDatabase { test in
      try test.run("declare hits counter Hits a=1")
      var session = DatabaseSession(test.database)
      try apply("incr hits a=1", in: &session)
      let copy = test.folder.file("copy")
      try FileManager.default.copyItem(atPath: test.path, toPath: copy)
      try apply("incr hits a=1", in: &session)
      try Folder.rename(copy, to: test.path)
      try apply("incr hits a=1", in: &session)
      #expect(try test.number("hits{a=\"1\"}") == 2)
      try Folder.unlink(test.path)
      #expect(
        error { () throws(MetricError) in try apply("incr hits a=1", in: &session) }
          == .database(.missing, path: test.path))
      try apply("add hits a=1 5 --declare gauge", in: &session)
      try session.synchronize()
      #expect(try test.number("hits{a=\"1\"}") == 5)
    }
  }

  @Test("A session undoes what another process left half done before it goes on")
  func recovery() throws {
    try onDatabase { test in
      try test.run("declare hits counter Hits a=1", "incr hits a=1")
      var session = DatabaseSession(test.database)
      try apply("incr hits a=1", in: &session)
      let before = test.bytes()
      try test.run("incr hits a=2")
      let after = test.bytes()
      try test.write(before)
      let open = try test.database.openForReading()
      var journal = UndoJournal(
        databaseSize: before.count,
        markOffset: open.recordLocation.valueExtent.offset + DatabaseRecord.markOffset,
        mark: open.record.mark)
      try journal.save([Extent(offset: 0, length: before.count)], of: open.table.file)
      open.table.file.unlock()
      try test.write(after)
      try test.write(journal.encode(), to: test.journalPath)
      try apply("incr hits a=1", in: &session)
      #expect(try test.contents().keys.sorted() == ["hits", "hits{a=\"1\"}"])
      #expect(try test.number("hits{a=\"1\"}") == 3)
    }
  }

  @Test("A failed attempt leaves the transaction as it was, families included")
  func attempts() throws {
    try onDatabase { test in
      try test.run("declare hits counter Hits a=1", "declare lat histogram Lat --buckets 1")
      try test.database.update { (transaction) throws(MetricError) in
        for line in [
          "declare bad histogram Bad a=1 le=2 --buckets 1", "incr wrong --declare duration",
          "declare lat histogram Other le=1",
        ] {
          let operation = try operation(line)
          var isRefused = false
          do throws(MetricError) {
            _ = try transaction.attempt { (transaction) throws(MetricError) in
              try transaction.apply(operation)
            }
          } catch { isRefused = true }
          #expect(isRefused, "\(line)")
        }
        try transaction.apply(try operation("incr hits a=1"))
      }
      #expect(try test.contents().keys.sorted() == ["hits", "hits{a=\"1\"}", "lat"])
      #expect(try test.database.snapshot().families.map(\.family.help) == ["Hits", "Lat"])
    }
  }
}
