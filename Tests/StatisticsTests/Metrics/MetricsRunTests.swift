internal import CoreMetrics
internal import MetricModel
internal import StatisticsMetrics
internal import Testing

@Suite struct MetricsRunTests {
  @Test("A factory that runs commits by itself, and at its end what is left")
  func running() async throws {
    let test = MetricsTest(options: StatisticsMetricsOptions(intervalSeconds: 0.01))
    let running = Task { try await test.factory.run() }
    let hits = test.counter("hits")
    hits.increment()
    while try !test.text().contains("hits_total 1\n") { await Task.yield() }
    test.backend.fail()
    hits.increment()
    while test.reports.isEmpty { await Task.yield() }
    test.backend.recover()
    running.cancel()
    try await running.value
    #expect(try test.text().contains("hits_total 2\n"))
    #expect(test.reports == [.delayed(reason: FailingStatistics.fault)])
    hits.increment()
    try test.factory.shutdown()
    #expect(try test.text().contains("hits_total 3\n"))
  }

  @Test("A shutdown that cannot commit says so, and keeps what it has")
  func failedShutdown() throws {
    let test = MetricsTest()
    try test.factory.start()
    test.counter("hits").increment()
    test.backend.fail()
    #expect(
      error { () throws(MetricError) in try test.factory.shutdown() } == FailingStatistics.fault)
    test.backend.recover()
    try test.factory.shutdown()
    #expect(try test.text().contains("hits_total 1\n"))
  }
}
