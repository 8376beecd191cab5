internal import CoreMetrics
internal import MetricModel
internal import Statistics
internal import StatisticsMetrics
internal import Testing

@Suite struct MetricsCollectionTests {
  private struct Gone: Error, CustomStringConvertible {
    let description = "the queue is gone"
  }

  @Test("Closures run before each commit, and what they update is in it")
  func commits() throws {
    let test = MetricsTest()
    let meter = Meter(label: "queue.length", factory: test.factory)
    let ticks = try test.backend.metric(.counter, "ticks").withLabels()
    test.factory.onCollect("queue") { meter.set(7) }
    let collector = test.factory.onCollect("ticks") { try ticks.add(1) }
    try test.factory.flush()
    try test.factory.flush()
    collector.remove()
    try test.factory.flush()
    let text = try test.text()
    for line in ["queue_length 7", "ticks_total 2"] { #expect(text.contains(line + "\n")) }
    #expect(test.reports == [])
  }

  @Test("A closure that fails is told of once, and all else is committed")
  func failure() throws {
    let test = MetricsTest()
    let hits = test.counter("hits")
    let ticks = try test.backend.metric(.counter, "ticks").withLabels()
    test.factory.onCollect("queue") { throw Gone() }
    test.factory.onCollect("ticks") { try ticks.add(1) }
    test.factory.onCollect("lower") { try ticks.set(0) }
    for _ in 0..<3 {
      hits.increment()
      try test.factory.flush()
    }
    let text = try test.text()
    for line in ["hits_total 3", "ticks_total 3"] { #expect(text.contains(line + "\n")) }
    #expect(test.reports.count == 4)
    #expect(
      test.reports.first == .notCollected(label: "queue", reason: "the queue is gone"))
  }

  @Test("A closure may flush the factory; what a failed commit collected is kept")
  func nested() throws {
    let test = MetricsTest()
    let hits = test.counter("hits")
    let ticks = try test.backend.metric(.counter, "ticks").withLabels()
    let factory = test.factory
    factory.onCollect("flush") {
      hits.increment()
      try ticks.add(1)
      try factory.flush()
    }
    let sums = try test.backend.metric(.counter, "sums").withLabels()
    factory.onCollect("sums") { try sums.add(1) }
    try factory.flush()
    test.backend.fail()
    #expect(error { () throws(MetricError) in try factory.flush() } != nil)
    test.backend.recover()
    try factory.flush()
    let text = try test.text()
    for line in ["hits_total 3", "ticks_total 2", "sums_total 3"] {
      #expect(text.contains(line + "\n"), "\(text)")
    }
  }
}
