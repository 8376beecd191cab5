internal import Foundation
internal import TestSupport
internal import Testing

@testable internal import MetricStore

/// A stamp may be wrong in one direction only: to say that a database was changed.
@Suite("Whether a database is still what was read")
struct DatabaseStampTests {
  /// A stamp of the database as it is, changed so many seconds ago.
  private func stamp(_ test: TestDatabase, age: TimeInterval) throws -> DatabaseStamp {
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -age)], ofItemAtPath: test.path)
    return try test.database.stampedSnapshot().stamp
  }

  @Test("It is, until something is committed, in place or with a new file")
  func commits() throws {
    let test = try TestDatabase()
    try test.run("declare hits counter help host=a")
    for command in ["incr hits host=a", "incr hits host=b", "declare other gauge"] {
      let stamp = try stamp(test, age: 100.5)
      #expect(stamp.isCurrent(at: test.path))
      #expect(stamp.tag != nil)
      try test.run(command)
      #expect(!stamp.isCurrent(at: test.path), "\(command)")
    }
    let stamp = try stamp(test, age: 100.5)
    let lines = (0..<200).map { "incr hits host=new\($0)" }
    try test.database.apply(try lines.map(operation))
    #expect(!stamp.isCurrent(at: test.path))
  }

  @Test("Nothing is believed of a file that has just changed, or will be, or is gone")
  func doubts() throws {
    let test = try TestDatabase()
    try test.run("incr hits --declare counter")
    let fresh = try stamp(test, age: 0)
    #expect(!fresh.isCurrent(at: test.path))
    #expect(fresh.tag == nil)
    #expect(try !stamp(test, age: -60).isCurrent(at: test.path))
    let old = try stamp(test, age: 100.5)
    try FileManager.default.moveItem(atPath: test.path, toPath: test.path + "-away")
    #expect(!old.isCurrent(at: test.path))
    try FileManager.default.copyItem(atPath: test.path + "-away", toPath: test.path)
    #expect(!old.isCurrent(at: test.path))
  }

  @Test("A file system that keeps whole seconds is given time")
  func coarseClocks() throws {
    let test = try TestDatabase()
    try test.run("incr hits --declare counter")
    func whole(_ age: TimeInterval) throws -> DatabaseStamp {
      let second = Date(timeIntervalSince1970: (Date().timeIntervalSince1970 - age).rounded(.down))
      try FileManager.default.setAttributes([.modificationDate: second], ofItemAtPath: test.path)
      return try test.database.stampedSnapshot().stamp
    }
    #expect(try !whole(0.5).isCurrent(at: test.path))
    #expect(try whole(10).isCurrent(at: test.path))
  }
}
