internal import Testing

@testable internal import StatsDServer

@Suite("StatsD sets")
struct SetTests {
  /// A set with a clock of the test's own, whose interval is a minute.
  private struct Clock {
    var table = StatsDTable(StatsDOptions(setIntervalSeconds: 60))
    var seconds: Int64 = 0

    init() { _ = table.takeDue(at: 0) }

    mutating func send(_ values: String...) {
      for value in values {
        var line = "users:\(value)|s"
        line.withUTF8 { table.take(UnsafeRawBufferPointer($0), isCut: false) }
      }
    }

    /// What the gauge is told after so many seconds; nil when it is told nothing.
    mutating func told(after pause: Int64) -> Int? {
      seconds += pause
      let pending = table.takeDue(at: seconds * 1_000_000_000)
      table.didCommit(pending, CommitOutcome())
      guard case .distinct(let count)? = pending.first?.content else { return nil }
      return count
    }
  }

  @Test("A set's gauge shows values at once, and an interval's count for one more")
  func intervals() {
    var clock = Clock()
    clock.send("ann", "bob", "ann")
    #expect(clock.told(after: 1) == 2)
    clock.send("cid")
    #expect(clock.told(after: 1) == 3)
    #expect(clock.told(after: 57) == nil)
    // The next interval: fewer values change nothing, the last interval's count stands.
    #expect(clock.told(after: 2) == nil)
    clock.send("ann")
    #expect(clock.told(after: 57) == 3)
    // And the next: the one value of the interval before.
    #expect(clock.told(after: 3) == 1)
    #expect(clock.told(after: 60) == 0)
    #expect(clock.told(after: 60) == nil)
    #expect(clock.told(after: 60) == nil)
    clock.send("ann")
    #expect(clock.told(after: 1) == 1)
  }

  @Test("More values than in the last interval show at once")
  func growth() {
    var clock = Clock()
    clock.send("a", "b")
    #expect(clock.told(after: 61) == 2)
    clock.send("a", "b")
    #expect(clock.told(after: 1) == 2)
    clock.send("c")
    #expect(clock.told(after: 1) == 3)
    #expect(clock.told(after: 60) == nil)
    #expect(clock.told(after: 60) == 0)
  }

  @Test("The values of an interval give back their memory at its end")
  func memory() {
    var clock = Clock()
    clock.table = StatsDTable(StatsDOptions(setIntervalSeconds: 60, maxSetBytes: 3 * 65))
    _ = clock.table.takeDue(at: 0)
    clock.send("a", "b", "c", "d", "a")
    #expect(clock.told(after: 1) == 3)
    #expect(clock.table.snapshot.overLimit == 1)
    clock.send("e")
    #expect(clock.table.snapshot.overLimit == 2)
    #expect(clock.told(after: 60) == nil)
    clock.send("e", "f", "g", "h")
    #expect(clock.table.snapshot.overLimit == 3)
  }

  @Test("A set's gauge falls to 0 in the database after a full interval without values")
  func fallen() throws {
    let receiving = try Receiving(
      options: StatsDOptions(flushIntervalSeconds: 0.01, setIntervalSeconds: 0.05))
    try receiving.receiver.start()
    try receiving.send("users:ann|s\nusers:bob|s")
    try receiving.wait { receiving.counts.taken == 2 }
    try receiving.wait { try receiving.text().contains("\nusers 0\n") }
    try receiving.receiver.stop()
    #expect(receiving.counts.waiting == 0)
  }
}
