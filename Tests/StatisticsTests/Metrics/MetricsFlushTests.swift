internal import CoreMetrics
internal import Exposition
internal import MetricModel
internal import MetricOperations
internal import MetricStore
internal import Statistics
internal import StatisticsMetrics
internal import TestSupport
internal import Testing

@Suite struct MetricsFlushTests {
  @Test("A failed commit keeps every update for the next, and is told of once while it lasts")
  func failure() throws {
    let test = MetricsTest()
    let hits = test.counter("hits")
    let level = Meter(label: "level", factory: test.factory)
    let share = Meter(label: "share", factory: test.factory)
    let wait = Timer(label: "wait", factory: test.factory)
    test.backend.fail()
    for _ in 0..<3 {
      hits.increment()
      level.set(1)
      level.increment(by: 1)
      share.increment(by: 1)
      wait.recordSeconds(1)
      #expect(
        error { () throws(MetricError) in try test.factory.flush() } == FailingStatistics.fault)
    }
    test.backend.recover()
    try test.factory.flush()
    let text = try test.text()
    for line in ["hits_total 3", "level 2", "share 3", "wait_seconds_count 3"] {
      #expect(text.contains(line + "\n"))
    }
  }

  @Test("What a failed commit has carried out is not carried out again, wherever it stopped")
  func partial() throws {
    for room in 0..<12 {
      let test = MetricsTest(keepsEvents: true)
      let counters = (0..<4).map { test.counter("hits", [("n", "\($0)")]) }
      let wait = Timer(label: "wait", factory: test.factory)
      for counter in counters { counter.increment(by: 5) }
      for _ in 0..<3 { wait.recordSeconds(1) }
      test.backend.fail(after: room)
      _ = error { () throws(MetricError) in try test.factory.flush() }
      test.backend.recover()
      for counter in counters { counter.increment(by: 2) }
      try test.factory.flush()
      let text = try test.text()
      for number in 0..<4 { #expect(text.contains("hits_total{n=\"\(number)\"} 7\n"), "\(room)") }
      #expect(text.contains("wait_seconds_count 3\n"), "\(room)")
    }
  }

  @Test("What the database refuses is told of once, and all else is committed, in few commits")
  func conflict() throws {
    let test = try TemporaryDatabase()
    let other = DatabaseStatistics(test.database)
    try other.metric(.gauge, "hits_7").withLabels().set(1)
    try other.metric(.counter, "wait_seconds").withLabels().add(1)
    let reports = Reports()
    let backend = DatabaseStatistics(test.database)
    let factory = StatisticsMetricsFactory(backend) { reports.add($0) }
    let counters = (0..<20).map { Counter(label: "hits.\($0)", factory: factory) }
    let wait = Timer(label: "wait", factory: factory)
    for _ in 0..<2 {
      for counter in counters { counter.increment() }
      wait.recordSeconds(1)
      try factory.flush()
    }
    #expect(
      Set(
        reports.all.map { report in
          if case .refused(let label, .invalid(.kindConflict)) = report { label } else { "?" }
        }) == ["hits.7", "wait"])
    #expect(reports.all.count == 2)
    let lines = try test.text().split(separator: "\n")
    for number in 0..<20 where number != 7 { #expect(lines.contains("hits_\(number)_total 2")) }
    #expect(lines.contains("hits_7 1"))
    #expect(lines.contains("wait_seconds_total 1"))
  }

  @Test("An increment that would be lost in a large counter is told of, and the others are kept")
  func lostIncrement() throws {
    let test = MetricsTest()
    try test.backend.memory.metric(.counter, "big").withLabels().set(9_007_199_254_740_992)
    let (big, hits) = (test.counter("big"), test.counter("hits"))
    for _ in 0..<3 {
      big.increment()
      hits.increment()
      try test.factory.flush()
    }
    #expect(test.reports.count == 1)
    #expect(try test.text().contains("hits_total 3\n"))
  }

  @Test("A destroyed handler's updates are committed, and one that is made again goes on")
  func destroy() throws {
    let test = MetricsTest()
    let first = test.counter("hits")
    first.increment(by: 3)
    first.destroy()
    try test.factory.flush()
    try test.factory.flush()
    let second = test.counter("hits")
    second.increment(by: 4)
    let third = test.counter("hits")
    second.destroy()
    try test.factory.flush()
    third.increment(by: 5)
    try test.factory.flush()
    #expect(try test.text() == "# TYPE hits counter\nhits_total 12\n# EOF\n")
  }

  @Test("A reset counts from 0 again, also when what came before could not be committed")
  func reset() throws {
    let test = MetricsTest()
    let hits = test.counter("hits")
    let work = FloatingPointCounter(label: "work", factory: test.factory)
    hits.increment(by: 100)
    work.increment(by: 100)
    try test.factory.flush()
    hits.increment(by: 10)
    work.increment(by: 10)
    test.backend.fail()
    _ = error { () throws(MetricError) in try test.factory.flush() }
    hits.reset()
    work.reset()
    hits.increment(by: 1)
    work.increment(by: 1)
    _ = error { () throws(MetricError) in try test.factory.flush() }
    hits.increment(by: 1)
    work.increment(by: 1)
    test.backend.recover()
    try test.factory.flush()
    let text = try test.text()
    #expect(text.contains("hits_total 2\n"))
    #expect(text.contains("work_total 2\n"))
  }

  @Test("A counter is there with 0 before it is incremented")
  func zero() throws {
    let test = MetricsTest()
    _ = test.counter("hits", [("code", "500")])
    try test.factory.flush()
    #expect(try test.text() == "# TYPE hits counter\nhits_total{code=\"500\"} 0\n# EOF\n")
  }

  @Test("A StatsD server is sent every observation, and no more than are kept")
  func statsD() throws {
    let listener = try StatsDListener.udp()
    let reports = Reports()
    let factory = StatisticsMetricsFactory(
      StatsDStatistics(to: listener.server),
      options: StatisticsMetricsOptions(maximumObservations: 3)
    ) { reports.add($0) }
    let wait = Timer(label: "wait", factory: factory)
    for number in 1...5 { wait.recordSeconds(number) }
    try factory.flush()
    wait.recordSeconds(6)
    try factory.flush()
    #expect(
      listener.datagrams == [
        "wait_seconds:1000|ms\nwait_seconds:2000|ms\nwait_seconds:3000|ms", "wait_seconds:6000|ms",
      ])
    let name = try MetricName("wait_seconds")
    #expect(
      reports.all == [.refused(label: "wait", reason: .invalid(.tooManyObservations(name, 3)))])
  }
}
