internal import Exposition
internal import MetricModel
internal import MetricStore
internal import Statistics
internal import StatisticsConformance
internal import TestSupport
internal import Testing

@Suite struct ConformanceTests {
  @Test("Memory passes the suite for backends")
  func memory() async {
    let failures = await StatisticsConformance {
      let backend = MemoryStatistics()
      return ConformanceSubject(backend) {
        try ExpositionFormat.openmetrics.bytes(of: backend.snapshot())
      }
    }.run()
    expectNone(failures)
  }

  @Test("The database passes the suite for backends, and is sound after each check")
  func database() async throws {
    let failures = await StatisticsConformance {
      let database = try TemporaryDatabase()
      return ConformanceSubject(DatabaseStatistics(database.database)) {
        try database.openMetrics()
      }
    }.run()
    expectNone(failures)
  }

  @Test("StatsD over UDP passes the suite, all but what a server cannot show")
  func udp() async {
    expectNone(await statsD { try StatsDListener.udp() })
  }

  @Test("StatsD over a Unix socket passes the suite, all but what a server cannot show")
  func unix() async {
    expectNone(await statsD { try StatsDListener.unix(in: TemporaryDirectory()) })
  }

  @Test("A backend that loses updates, or merges series, does not pass")
  func faultyBackends() async {
    for fault in FaultyStatistics.Fault.allCases {
      let failures = await StatisticsConformance {
        let backend = FaultyStatistics(fault)
        return ConformanceSubject(backend) {
          try ExpositionFormat.openmetrics.bytes(of: backend.memory.snapshot())
        }
      }.run()
      #expect(failures != [], "\(fault)")
    }
  }

  private func expectNone(
    _ failures: [ConformanceFailure], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for failure in failures {
      Issue.record("\(failure)", sourceLocation: sourceLocation)
    }
  }

  private func statsD(
    _ listen: @escaping @Sendable () throws -> StatsDListener
  ) async -> [ConformanceFailure] {
    await StatisticsConformance(abilities: []) {
      let listener = try listen()
      let backend = StatsDStatistics(to: listener.server, options: StatsDOptions(labels: .tags))
      return ConformanceSubject(backend) { try listener.samples() }
    }.run()
  }
}
