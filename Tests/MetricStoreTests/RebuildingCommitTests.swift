internal import CLinux
internal import Dispatch
internal import MetricModel
internal import MetricOperations
internal import SystemCalls
internal import TestSupport
internal import Testing

@testable internal import MetricStore

@Suite("Transactions that write the file anew")
struct RebuildingCommitTests {
  /// What a file is, apart from its bytes.
  private func inode(_ test: TestDatabase) throws -> FileStatus {
    try #require(FileStatus(ofPath: test.path))
  }

  /// The line `declare hits counter Hits n=0 n=1 ...`.
  private func declaration(_ numbers: Range<Int>) -> String {
    "declare hits counter Hits " + numbers.map { "n=\($0)" }.joined(separator: " ")
  }

  /// Whether a transaction put a new file in place.
  private func replaces(_ test: TestDatabase, _ work: () throws -> Void) throws -> Bool {
    // The old file is kept open, so that its number is not given to the new one.
    let old = try File.open(test.path, for: .reading)
    try work()
    return !(try old.status().isSameFile(as: FileStatus(ofPath: test.path)))
  }

  @Test("64 new series make a new file, of the same identity and the next generation; 63 do not")
  func threshold() throws {
    try onDatabase { test in
      try test.run("declare hits counter Hits", "declare load gauge Load a=1")
      let before = try test.database.openForReading().record
      #expect(try !replaces(test) { try test.run(declaration(0..<63)) })
      #expect(try replaces(test) { try test.run(declaration(63..<127)) })
      let after = try test.database.openForReading().record
      #expect((after.identity, after.created) == (before.identity, before.created))
      #expect(after.generation == before.generation + 2)
      #expect(try test.contents().count == 2 + 127 + 1)
      #expect(try replaces(test) { try test.run("delete hits --all") })
      #expect(try test.contents() == ["load": 2, "load{a=\"1\"}": 0])
    }
  }

  @Test("New, changed, deleted and untouched records all come out as they should")
  func mixed() throws {
    try onDatabase { test in
      try test.run(declaration(0..<300))
      var operations = try (0..<100).map { try operation("delete hits n=\($0)") }
      operations += try (100..<200).map { try operation("add hits n=\($0) \($0)") }
      operations += try (300..<400).map { try operation("add hits n=\($0) 7") }
      operations.append(try operation("declare hits counter Longer"))
      #expect(try replaces(test) { try test.database.apply(operations) })
      var expected = ["hits": 1.0]
      for number in 100..<400 {
        let value = number < 200 ? Double(number) : number < 300 ? 0 : 7
        expected["hits{n=\"\(number)\"}"] = value
      }
      #expect(try test.contents() == expected)
      #expect(try test.database.snapshot().families.first?.family.help == "Longer")
    }
  }

  @Test("Updates in place go through the journal, unless they are most of a large file")
  func inPlace() throws {
    try onDatabase { test in
      let operations = try (0..<66_000).map {
        try operation("add hits n=\($0) 1 --declare counter")
      }
      try test.database.apply(operations)
      #expect(try !replaces(test) { try test.database.apply(Array(operations.prefix(30_000))) })
      #expect(try replaces(test) { try test.database.apply(operations) })
      let sum = try test.contents().values.reduce(0, +)
      #expect(sum == 1 + 2 * 66_000 + 30_000)
    }
  }

  @Test("The new file keeps mode and attributes; where it cannot, the old one is changed instead")
  func attributes() throws {
    try onDatabase { test in
      try test.run("declare hits counter Hits")
      try File.open(test.path, for: .readingAndWriting).changeMode(to: 0o604)
      #expect(try replaces(test) { try test.run(declaration(0..<100)) })
      #expect(try inode(test).mode == 0o604)
      guard setxattr(test.path, "user.origin", "x", 1, 0) == 0 else { return }
      #expect(try !replaces(test) { try test.run(declaration(100..<200)) })
      #expect(try test.contents().count == 201)
    }
  }

  @Test("What a killed process left is taken over, or taken away by the next small change")
  func leftover() throws {
    try onDatabase { test in
      try test.run("declare hits counter Hits")
      try test.write([UInt8](repeating: 7, count: 500_000), to: test.path + "-new")
      try test.run(declaration(0..<100))
      try test.write([1, 2, 3], to: test.path + "-new")
      try test.run("incr hits n=0")
      #expect(try test.files() == ["metrics.db", "metrics.db-new"])
      try test.run("incr hits n=1000")
    }
  }

  @Test("A draft whose lock is held is left alone, and the change still made")
  func draftInTheWay() throws {
    try onDatabase { test in
      try test.run("declare hits counter Hits")
      let draft = try File.open(test.path + "-new", for: .creating(mode: 0o600))
      #expect(try draft.lock(.exclusive, until: Deadline(secondsFromNow: 0)))
      #expect(try !replaces(test) { try test.run(declaration(0..<100)) })
      draft.unlock()
      #expect(try test.contents().count == 101)
      #expect(FileStatus(ofPath: draft.path)?.isSameFile(as: try draft.status()) == true)
      try Folder.unlink(draft.path)
    }
  }

  @Test("A damaged record is refused and not copied")
  func damage() throws {
    let test = try TestDatabase()
    try test.run(declaration(0..<300))
    let open = try test.database.openForReading()
    let location = try #require(try open.table.find(Array("hits{n=\"250\"}".utf8)))
    open.table.file.unlock()
    var bytes = test.bytes()
    bytes[location.valueExtent.end - 1] ^= 1
    try test.write(bytes)
    #expect(isDamage(test.failure(declaration(300..<500))))
    #expect(test.bytes() == bytes)
    #expect(try test.files() == ["metrics.db"])
  }

  @Test("Writers that wait while the file is replaced find the new one, and lose nothing")
  func waiters() throws {
    try onDatabase { test in
      try test.run(declaration(0..<8))
      DispatchQueue.concurrentPerform(iterations: 8) { number in
        for round in 0..<12 {
          let lines =
            round % 3 == 0
            ? (0..<70).map { "incr hits n=\(1000 + number * 1000 + round * 70 + $0)" } : []
          let failure = error { () throws(MetricError) in
            var operations: [MetricOperations.Operation] = []
            for line in lines + ["incr hits n=\(number)"] { operations.append(try operation(line)) }
            try test.database.apply(operations)
          }
          if let failure { Issue.record("\(failure.description)") }
        }
      }
      let contents = try test.contents()
      #expect(contents.count == 1 + 8 + 8 * 4 * 70)
      #expect((0..<8).allSatisfy { contents["hits{n=\"\($0)\"}"] == 12 })
    }
  }
}
