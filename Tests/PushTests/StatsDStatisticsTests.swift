internal import MetricModel
internal import Statistics
internal import Testing

/// What a program sends through the statistics backend for StatsD, as collectd has understood it.
@Suite struct StatsDStatisticsTests {
  @Test func `a server shows what a program has counted and set`() async throws {
    let collectd = try await Collectd()
    let backend = StatsDStatistics(
      to: .udp(host: "localhost", port: collectd.port),
      options: StatsDOptions(knowsHistograms: false))
    let jobs = try backend.metric(.counter, "jobs", labels: ["queue"]).withLabels("mail")
    let level = try backend.metric(.gauge, "temperature").withLabels()
    let wait = try backend.metric(.histogram, "wait", unit: "seconds").withLabels()
    try jobs.add(3)
    try level.set(4)
    try backend.corked { () throws(MetricError) in
      for step in 1...100 {
        try jobs.add(1)
        try level.set(Double(-step))
        try wait.sample(0.25)
      }
    }
    #expect(try await collectd.value(of: "derive-jobs_total.queue.mail", becoming: 103) == 103)
    #expect(try await collectd.value(of: "gauge-temperature", becoming: -100) == -100)
    // collectd's own histogram is somewhat coarse; it shows seconds.
    #expect(
      try await collectd.hadValue(of: "latency-wait_seconds-average", near: 0.25, within: 0.01))
  }
}
