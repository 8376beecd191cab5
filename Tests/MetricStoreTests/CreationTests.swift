internal import Dispatch
internal import MetricModel
internal import SystemCalls
internal import TestSupport
internal import Testing

@testable internal import MetricStore

@Suite("Making a database")
struct CreationTests {
  @Test("Many threads that declare at once make one database, and lose nothing")
  func race() throws {
    try onDatabase { test in
      DispatchQueue.concurrentPerform(iterations: 24) { number in
        let failure = test.failure("declare hits counter Hits n=\(number)", "incr hits n=\(number)")
        if let failure { Issue.record("\(failure.description)") }
      }
      let contents = try test.contents()
      #expect(contents.values.sorted() == [Double](repeating: 1, count: 25))
    }
  }

  @Test("What a killed creator left is taken over")
  func leftover() throws {
    for bytes in [[], [1, 2, 3], [UInt8](repeating: 7, count: 50_000)] as [[UInt8]] {
      try onDatabase { test in
        try test.write(bytes, to: test.path + "-new")
        try test.run("declare hits counter Hits a=1")
        #expect(try test.contents().count == 2)
      }
    }
  }

  @Test("An empty file becomes a database and keeps its permissions")
  func emptyFile() throws {
    try onDatabase(mode: 0o644) { test in
      try test.write([])
      let file = try File.open(test.path, for: .readingAndWriting)
      try file.changeMode(to: 0o604)
      try test.run("declare hits counter Hits")
      #expect(FileStatus(ofPath: test.path)?.mode == 0o604)
    }
  }

  @Test("A new database has the mode asked for, whatever the umask")
  func mode() throws {
    for mode: UInt32 in [0o600, 0o640, 0o666] {
      try onDatabase(mode: mode) { test in
        try test.run("declare hits counter Hits")
        #expect(FileStatus(ofPath: test.path)?.mode == mode)
      }
    }
  }

  @Test("Missing folders are made, and a file among them is named")
  func folders() throws {
    let folder = try TemporaryDirectory()
    let path = folder.file("a/b/c/metrics.db")
    try Database(at: path).apply([try operation("declare hits counter Hits")])
    #expect(FileStatus(ofPath: path)?.size == 16384)
    let below = Database(at: path + "/below")
    let failure = error(of: { () throws(MetricError) in
      _ = try below.apply([try operation("declare hits counter Hits")])
    })
    #expect(failure?.exitStatus == 1 || failure?.exitStatus == 3)
  }

  @Test("A refused first transaction leaves no file, and no folder that was made for it")
  func refused() throws {
    let folder = try TemporaryDirectory()
    let database = Database(at: folder.file("a/b/metrics.db"))
    var runs = 0
    let failure = error { () throws(MetricError) in
      try database.update(creating: true) { (transaction) throws(MetricError) in
        runs += 1
        try transaction.apply(try operation("declare hits counter Hits n=1"))
        try transaction.apply(try operation("add hits n=1 -1"))
      }
    }
    #expect(failure?.exitStatus == 2)
    #expect(runs == 1)
    #expect(FileStatus(ofPath: folder.file("a")) == nil)
  }

  @Test("A first transaction of many series is one file of the first generation")
  func large() throws {
    try onDatabase { test in
      var runs = 0
      try test.database.update(creating: true) { (transaction) throws(MetricError) in
        runs += 1
        for number in 0..<5000 {
          try transaction.apply(try operation("add hits n=\(number) \(number) --declare counter"))
        }
        try transaction.apply(try operation("reset hits --all"))
        try transaction.apply(try operation("delete hits n=7"))
      }
      #expect(runs == 1)
      #expect(try test.database.openForReading().record.generation == 0)
      let contents = try test.contents()
      #expect(contents.count == 5000)
      #expect(contents.values.reduce(0, +) == 1)
    }
  }

  @Test("A journal of another database, or what is none, survives the making of a database")
  func journalInTheWay() throws {
    let test = try TestDatabase()
    let bytes = Array("no journal at all".utf8)
    try test.write(bytes, to: test.journalPath)
    try test.run("declare hits counter Hits")
    #expect(test.bytes(of: test.journalPath) == bytes)
    try Folder.unlink(test.journalPath)
    try expectSound(test.database)
  }

  @Test("A file that is not ours is refused and left as it is")
  func foreign() throws {
    let test = try TestDatabase()
    for bytes in [Array("text".utf8), [UInt8](repeating: 0, count: 4096)] {
      try test.write(bytes)
      guard case .database(.notOurs, _) = test.failure("declare hits counter Hits") else {
        Issue.record("it was taken for a database")
        return
      }
      #expect(test.bytes() == bytes)
    }
  }

  @Test("Another program's GDBM file is refused and left as it is")
  func foreignGDBM() throws {
    let test = try TestDatabase()
    let file = try File.open(test.path, for: .creating(mode: 0o600))
    do {
      let writer = try GDBMWriter(adopting: try file.duplicate(), path: test.path)
      try writer.store([1], key: [2])
      try writer.synchronize()
    }
    let before = test.bytes()
    guard case .database(.notOurs, _) = test.failure("declare hits counter Hits") else {
      Issue.record("it was taken for a database of ours")
      return
    }
    #expect(test.bytes() == before)
  }
}
