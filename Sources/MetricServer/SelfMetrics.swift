internal import MetricModel
internal import StatsDServer
internal import Statistics

/// What the server counts of itself, shown with the others when asked for.
final class SelfMetrics: Sendable {
  private let backend = MemoryStatistics()
  private let answers: Metric
  private let scrapes: Series
  private let statsd: (receiver: StatsDReceiver, lines: Metric, numbers: [StatsDNumber])?

  /// A number of the receiver's that is a series of its own.
  private typealias StatsDNumber = (series: Series, value: @Sendable (StatsDCounts) -> Int)

  /// Declares what is counted; the names are fixed and fit.
  init(statsd: StatsDReceiver?) throws(MetricError) {
    answers = try backend.metric(
      .counter, "metricctl_http_answers", help: "Answers of the metrics server.",
      labels: ["path", "code"])
    scrapes = try backend.metric(
      .histogram, "metricctl_scrape", unit: "seconds",
      help: "From a scrape's request to its text being ready."
    ).withLabels()
    try backend.metric(
      .duration, "metricctl_server_up", unit: "seconds", help: "Since the server was started."
    ).withLabels().reset()
    self.statsd = try statsd.map { [backend] receiver throws(MetricError) in
      (receiver, try Self.lines(backend), try Self.numbers(backend))
    }
  }

  private static func lines(_ backend: MemoryStatistics) throws(MetricError) -> Metric {
    try backend.metric(
      .counter, "metricctl_statsd_lines", help: "Lines of StatsD, by what became of them.",
      labels: ["outcome"])
  }

  private static func numbers(_ backend: MemoryStatistics) throws(MetricError) -> [StatsDNumber] {
    func counter(_ name: String, _ help: String) throws(MetricError) -> Series {
      try backend.metric(.counter, "metricctl_statsd_" + name, help: help).withLabels()
    }
    return [
      (try counter("datagrams", "Datagrams received."), { $0.datagrams }),
      (
        try counter("dropped_datagrams", "Datagrams that the kernel had no room for."),
        { $0.kernelDrops }
      ),
      (try counter("connections", "Connections taken."), { $0.connections }),
      (
        try counter("dropped_connections", "Connections given up for newer ones."),
        { $0.droppedConnections }
      ),
      (try counter("commits", "Transactions of what was received."), { $0.commits }),
      (
        try counter("failed_commits", "Transactions that failed and are tried again."),
        { $0.failedCommits }
      ),
    ]
  }

  /// Counts an answer of a path.
  func answered(_ path: String, code: Int) throws(MetricError) {
    try answers.withLabels(path, String(code)).add(1)
  }

  /// Takes note of how long a scrape took.
  func scraped(seconds: Double) throws(MetricError) { try scrapes.sample(seconds) }

  /// Whether a family may have a name of the server's own.
  static func mayOwn(_ name: String) -> Bool { name.hasPrefix("metricctl_") }

  /// What has been counted.
  func snapshot() throws(MetricError) -> MetricSnapshot {
    if let (receiver, lines, numbers) = statsd {
      let counts = receiver.counts
      for (series, value) in numbers { try series.set(Double(value(counts))) }
      for (outcome, count) in [
        ("taken", counts.taken), ("bad", counts.badLines), ("conflict", counts.conflicts),
        ("over_limit", counts.overLimit), ("event", counts.events),
        ("service_check", counts.serviceChecks),
      ] {
        try lines.withLabels(outcome).set(Double(count))
      }
    }
    return backend.snapshot()
  }
}
