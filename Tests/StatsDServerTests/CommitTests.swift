internal import Glibc
internal import MetricModel
internal import MetricStore
internal import StatsDServer
internal import SystemCalls
internal import TestSupport
internal import Testing

@Suite("Commits of StatsD")
struct CommitTests {
  /// The database's file, locked as another process would.
  private func locked(_ database: Database) throws -> File {
    let file = try File.open(database.path, for: .readingAndWriting)
    #expect(try file.lock(.exclusive, until: Deadline(secondsFromNow: 60)))
    return file
  }

  private static let lines = [
    "hits:1|c\nlevel:5|g\nlevel:+1|g\nfall:-1|g", "wait:500|ms\nsize:10|h\nusers:ann|s\nload:-2|h",
    "hits:2|c|@0.5\nlevel:-2|g\nfall:-1|g", "wait:1500:2500|ms\nsize:20|h\nusers:bob|s\nload:3|h",
    "hits:8|c\nlevel:+7|g\nfall:9|g", "wait:10|ms\nsize:30|d\nusers:ann|s\nload:30|h",
  ]

  private static let text = """
    # TYPE fall gauge
    # HELP fall Received by StatsD.
    fall 9
    # TYPE hits counter
    # HELP hits Received by StatsD.
    hits_total 13
    # TYPE level gauge
    # HELP level Received by StatsD.
    level 11
    # TYPE load histogram
    # HELP load Load
    load_bucket{le="-1.0"} 1
    load_bucket{le="10.0"} 2
    load_bucket{le="+Inf"} 3
    # TYPE size summary
    # HELP size Size
    size_count 3
    size_sum 60
    # TYPE users gauge
    # HELP users Received by StatsD.
    users 2
    # TYPE wait_seconds histogram
    # UNIT wait_seconds seconds
    # HELP wait_seconds Received by StatsD.
    wait_seconds_bucket{le="0.001"} 0
    wait_seconds_bucket{le="0.01"} 1
    wait_seconds_bucket{le="0.1"} 1
    wait_seconds_bucket{le="1.0"} 2
    wait_seconds_bucket{le="10.0"} 4
    wait_seconds_bucket{le="100.0"} 4
    wait_seconds_bucket{le="+Inf"} 4
    wait_seconds_count 4
    wait_seconds_sum 4.51
    # EOF

    """

  @Test("While the database is locked everything waits, and nothing is lost or counted twice")
  func lockedDatabase() throws {
    let receiving = try Receiving(
      options: StatsDOptions(flushIntervalSeconds: 0.01), lockTimeoutSeconds: 0,
      declaring: ["declare load histogram Load --buckets -1,10", "declare size summary Size"])
    let lock = try locked(receiving.database)
    try receiving.receiver.start()
    for (pair, lines) in [8, 16, 23].enumerated() {
      try receiving.send(Self.lines[pair * 2], Self.lines[pair * 2 + 1])
      try receiving.wait { receiving.counts.lines == lines }
      let failures = receiving.counts.failedCommits
      try receiving.wait { receiving.counts.failedCommits >= failures + 3 }
    }
    #expect(receiving.counts.taken == 0)
    #expect(receiving.counts.waiting == 23)
    lock.unlock()
    try receiving.wait { receiving.counts.waiting == 0 }
    #expect(try receiving.text() == Self.text)
    try receiving.wait { receiving.log.count == 2 }
    try receiving.receiver.stop()
    #expect(receiving.counts.taken == 23)
    let log = receiving.log
    #expect(log.first?.contains("lines wait for the next try: e_dbfailure: database ") == true)
    #expect(log.last == "info: StatsD: commits go through again")
  }

  @Test("The same lines over several commits come to the same")
  func severalCommits() throws {
    let receiving = try Receiving(
      options: StatsDOptions(flushIntervalSeconds: 0.01),
      declaring: ["declare load histogram Load --buckets -1,10", "declare size summary Size"])
    try receiving.receiver.start()
    var lines = 0
    for datagram in Self.lines {
      try receiving.send(datagram)
      // Each value of a line counts as one.
      lines += datagram.split(separator: "\n").map { $0.count { $0 == ":" } }.reduce(0, +)
      try receiving.wait { receiving.counts.taken == lines }
    }
    try receiving.receiver.stop()
    #expect(receiving.counts.commits >= 6)
    #expect(try receiving.text() == Self.text)
  }

  @Test("A commit at stop that fails is thrown and told of, and may be tried again")
  func failureAtStop() throws {
    let receiving = try Receiving(lockTimeoutSeconds: 0, declaring: ["declare hits counter"])
    let lock = try locked(receiving.database)
    try receiving.receiver.start()
    try receiving.send("hits:1|c\nhits:2|c")
    let failure = error { () throws(MetricError) in try receiving.receiver.stop() }
    #expect(failure == .database(.locked(seconds: 0), path: receiving.database.path))
    #expect(receiving.log == ["error: StatsD: 2 lines are lost: \(try #require(failure))"])
    #expect(receiving.counts.waiting == 2)
    lock.unlock()
    try receiving.receiver.stop()
    #expect(try receiving.database.text(of: SeriesReference(parsing: "hits")) == "3")
  }

  @Test("What is in the socket by the time of the stop is received and committed")
  func drained() throws {
    let receiving = try Receiving()
    for number in 0..<150 { try receiving.send("hits:\(number)|c") }
    try receiving.receiver.start()
    try receiving.receiver.stop()
    #expect(try receiving.database.text(of: SeriesReference(parsing: "hits")) == "11175")
    #expect(receiving.counts.datagrams == 150)
  }

  @Test("A database that is taken away is made again")
  func removedDatabase() throws {
    let receiving = try Receiving(options: StatsDOptions(flushIntervalSeconds: 0.01))
    try receiving.receiver.start()
    try receiving.send("hits:1|c\nwait:1000|ms")
    try receiving.wait { receiving.counts.taken == 2 }
    #expect(unlink(receiving.database.path) == 0)
    try receiving.send("hits:2|c\nwait:2000|ms")
    try receiving.receiver.stop()
    let text = try receiving.text()
    #expect(text.contains("\nhits_total 2\n") && text.contains("\nwait_seconds_sum 2\n"))
  }

  @Test("While something else stands in the database's place everything waits")
  func foreignFile() throws {
    let receiving = try Receiving(options: StatsDOptions(flushIntervalSeconds: 0.01))
    let path = receiving.database.path
    mkdir(path, 0o700)
    try receiving.receiver.start()
    try receiving.send("hits:1|c\nwait:1000|ms")
    try receiving.wait { receiving.counts.lines == 2 && receiving.counts.failedCommits > 2 }
    #expect(rmdir(path) == 0)
    try receiving.wait { receiving.counts.taken == 2 }
    try receiving.receiver.stop()
    let text = try receiving.text()
    #expect(text.contains("\nhits_total 1\n") && text.contains("\nwait_seconds_sum 1\n"))
    let told = receiving.log.first ?? ""
    #expect(told.contains("e_dbfailure: ") && told.contains("2 lines wait for the next try"))
  }

  @Test("Datagrams for which the kernel has no room are counted, before and after the stop")
  func kernelDrops() throws {
    let receiving = try Receiving()
    let datagram = Array("hits:1|c\n".utf8) + [UInt8](repeating: UInt8(ascii: "\n"), count: 60_000)
    for _ in 0..<2_000 { try receiving.send([datagram]) }
    let dropped = receiving.counts.kernelDrops
    #expect(dropped > 0)
    try receiving.receiver.start()
    try receiving.receiver.stop()
    let counts = receiving.counts
    #expect(counts.kernelDrops == dropped)
    #expect(counts.datagrams == 2_000 - dropped)
    #expect(counts.taken == counts.datagrams)
  }

  @Test("A receiver that was sent nothing makes no database")
  func nothing() throws {
    let receiving = try Receiving(options: StatsDOptions(flushIntervalSeconds: 0.01))
    try receiving.receiver.start()
    try receiving.receiver.stop()
    try receiving.receiver.stop()
    #expect(FileStatus(ofPath: receiving.database.path) == nil)
    #expect(receiving.counts == StatsDCounts())
  }
}
