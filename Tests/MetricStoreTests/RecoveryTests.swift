internal import Foundation
internal import MetricModel
internal import SystemCalls
internal import TestSupport
internal import Testing

@testable internal import MetricStore

@Suite("Recovery")
struct RecoveryTests {
  /// Leaves the database as a transaction leaves it that was cut off just before its commit.
  private func cutOff(_ test: TestDatabase, _ lines: String...) throws -> [UInt8] {
    let before = test.bytes()
    for line in lines { try test.run(line) }
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
    return before
  }

  private func prepared() throws -> TestDatabase {
    let test = try TestDatabase()
    try test.run("declare hits counter Hits code=200 code=404", "incr hits code=200")
    return test
  }

  @Test("A reader undoes a transaction that was cut off")
  func reader() throws {
    let test = try prepared()
    let before = try cutOff(test, "incr hits code=500")
    #expect(try test.contents().keys.sorted().count == 3)
    #expect(test.bytes() == before)
    #expect(try test.files() == ["metrics.db"])
  }

  @Test("A writer undoes a transaction that was cut off, and then does its own work")
  func writer() throws {
    let test = try prepared()
    _ = try cutOff(test, "incr hits code=500")
    try test.run("incr hits code=200")
    #expect(try test.contents() == ["hits": 1, #"hits{code="200"}"#: 2, #"hits{code="404"}"#: 0])
    #expect(try test.files() == ["metrics.db"])
    try expectSound(test.database)
  }

  @Test("A journal left behind undoes nothing in a backup that was put in the database's place")
  func restoredBackup() throws {
    let test = try prepared()
    let backup = test.bytes()
    try test.run("incr hits code=1")
    try test.run("incr hits code=2")
    _ = try cutOff(test, "delete hits code=404")
    try test.write(backup)
    #expect(try test.contents().count == 3)
    #expect(test.bytes() == backup)
    #expect(try test.files() == ["metrics.db"])
  }

  @Test("A journal that comes back after later transactions undoes none of them")
  func staleJournal() throws {
    let test = try prepared()
    _ = try cutOff(test, "incr hits code=500")
    let journal = test.bytes(of: test.journalPath)
    try test.run("incr hits code=1")
    try test.run("incr hits code=2")
    try test.write(journal, to: test.journalPath)
    #expect(try test.contents().count == 5)
    #expect(try test.files() == ["metrics.db"])
    try expectSound(test.database)
  }

  @Test("A journal of another database, and a torn one, go away and undo nothing")
  func harmless() throws {
    let other = try prepared()
    _ = try cutOff(other, "incr hits code=500")
    let journal = other.bytes(of: other.journalPath)
    let test = try prepared()
    for bytes in [journal, [], Array(journal.prefix(60)), [UInt8](repeating: 0, count: 99)] {
      let before = test.bytes()
      try test.write(bytes, to: test.journalPath)
      #expect(try test.contents().count == 3)
      #expect(test.bytes() == before)
      #expect(try test.files() == ["metrics.db"])
    }
  }

  @Test("What is no journal is refused by readers and writers, and left as it is")
  func foreign() throws {
    let test = try prepared()
    let diary = Array("Dear diary, nothing happened today.".utf8)
    try test.write(diary, to: test.journalPath)
    let before = test.bytes()
    let fault = MetricError.database(
      .notOurs("no journal of metricctl, yet in its place"), path: test.journalPath)
    #expect(test.failure("incr hits code=200") == fault)
    #expect(error(of: { () throws(MetricError) in _ = try test.contents() }) == fault)
    #expect(test.bytes() == before)
    #expect(test.bytes(of: test.journalPath) == diary)
  }

  @Test("A journal longer than any could be is refused without being read")
  func endless() throws {
    let test = try prepared()
    try test.write(Array("mctlundo".utf8), to: test.journalPath)
    let file = try File.open(test.journalPath, for: .readingAndWriting)
    try file.truncate(to: 1 << 40)
    #expect(
      test.failure("incr hits code=200")
        == .database(.notOurs("no journal could be as long"), path: test.journalPath))
  }

  @Test("A folder in the journal's place is named")
  func folder() throws {
    let test = try prepared()
    try Folder.make(test.journalPath)
    #expect(
      test.failure("incr hits code=200")
        == .database(.notAFile("a folder"), path: test.journalPath))
  }

  @Test("A journal has the permissions of its database")
  func permissions() throws {
    let test = try TestDatabase(mode: 0o600)
    try test.run("declare hits counter Hits a=1")
    let open = try test.database.openForReading()
    var journal = UndoJournal(databaseSize: 0, markOffset: 0, mark: open.record.mark)
    try journal.save([], of: open.table.file)
    let file = try journal.write(beside: open.table.file)
    #expect(FileStatus(ofPath: test.journalPath)?.mode == 0o600)
    try UndoJournal.remove(file)
    #expect(try test.files() == ["metrics.db"])
  }

  @Test("A journal with two names is not believed: one of them was made by somebody else")
  func linkedJournal() throws {
    let test = try prepared()
    let other = test.folder.file("other")
    try test.write([], to: other)
    try FileManager.default.linkItem(atPath: other, toPath: test.journalPath)
    #expect(
      test.failure("incr hits code=200") == .database(.linked(names: 2), path: test.journalPath))
    try Folder.unlink(test.journalPath)
  }

  @Test("A database with two names is not written: its journal would stand beside one of them")
  func hardLink() throws {
    let test = try prepared()
    try FileManager.default.linkItem(atPath: test.path, toPath: test.folder.file("other.db"))
    #expect(
      test.failure("incr hits code=200") == .database(.linked(names: 2), path: test.path))
    #expect(try test.contents().count == 3)
    try Folder.unlink(test.folder.file("other.db"))
    try test.run("incr hits code=200")
  }
}
