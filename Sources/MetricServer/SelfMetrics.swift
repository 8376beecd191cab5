internal import MetricModel
internal import Statistics

/// What the server counts of itself, shown with the others when asked for.
final class SelfMetrics: Sendable {
  private let backend: MemoryStatistics
  private let answers: Metric
  private let durations: Series
  private let started: Series

  /// Throws nothing in practice: the names and kinds are fixed, and fit.
  init() throws(MetricError) {
    backend = MemoryStatistics()
    answers = try backend.metric(
      .counter, "metricctl_http_answers", help: "Answers of the metrics server.",
      labels: ["path", "code"])
    durations = try backend.metric(
      .histogram, "metricctl_scrape", unit: "seconds",
      help: "From a scrape's request to its text being ready."
    ).withLabels()
    started = try backend.metric(
      .duration, "metricctl_server_up", unit: "seconds", help: "Since the server was started."
    ).withLabels()
    try started.reset()
  }

  /// Counts an answer of a path.
  func answered(_ path: String, code: Int) throws(MetricError) {
    try answers.withLabels(path, String(code)).add(1)
  }

  /// Takes note of how long a scrape took.
  func scraped(seconds: Double) throws(MetricError) { try durations.sample(seconds) }

  /// Whether a family may have a name of the server's own.
  static func mayOwn(_ name: String) -> Bool { name.hasPrefix("metricctl_") }

  /// What has been counted.
  var snapshot: MetricSnapshot { backend.snapshot() }
}
