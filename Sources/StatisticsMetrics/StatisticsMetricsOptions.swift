public import MetricModel

/// How swift-metrics' metrics become those of a statistics backend.
public struct StatisticsMetricsOptions: Sendable {
  /// The seconds between two commits: what a killed process may lose.
  public var intervalSeconds: Double
  /// Put before each name, joined with `_`; empty for none.
  public var namespace: String
  /// What a `Timer` is; its times are seconds.
  public var timers: Distribution
  /// What a `Recorder` that aggregates is.
  public var recorders: Distribution
  /// The same for single ones, by their swift-metrics label.
  public var distributions: [String: Distribution]
  /// Help texts by swift-metrics label, which has no place for them.
  public var help: [String: String]
  /// The most observations that a series keeps between two commits where each has to be sent by
  /// itself, as to StatsD; those beyond are refused.
  public var maximumObservations: Int

  /// What becomes of observations.
  public enum Distribution: Sendable, Equatable {
    /// Counts in buckets of these upper bounds; those of many processes and hosts can be added up.
    case histogram([Double])
    /// Count and sum, and these quantiles, if any, with the relative error of `QuantileSketch`.
    case summary([Double])
  }

  /// The bounds in seconds that timers have unless others are given.
  public static let timerBounds: [Double] = [0.001, 0.01, 0.1, 1, 10, 100]

  /// Options, each with its usual value.
  ///
  /// Timers are histograms, since the range of times is known. Recorders are summaries, since no
  /// buckets suit bytes as well as queue lengths, and a sketch adapts itself.
  public init(
    intervalSeconds: Double = 1, namespace: String = "",
    timers: Distribution = .histogram(timerBounds),
    recorders: Distribution = .summary([0.5, 0.9, 0.99]),
    distributions: [String: Distribution] = [:], help: [String: String] = [:],
    maximumObservations: Int = 65_536
  ) {
    self.intervalSeconds = intervalSeconds
    self.namespace = namespace
    self.timers = timers
    self.recorders = recorders
    self.distributions = distributions
    self.help = help
    self.maximumObservations = maximumObservations
  }
}

extension StatisticsMetricsOptions.Distribution {
  var kind: MetricKind {
    switch self {
    case .histogram: .histogram
    case .summary: .summary
    }
  }

  var layout: MetricFamily.Layout {
    switch self {
    case .histogram(let bounds): .buckets(bounds)
    case .summary(let quantiles): quantiles.isEmpty ? .plain : .quantiles(quantiles)
    }
  }
}

/// What a factory tells the program that uses it.
public enum StatisticsMetricsReport: Sendable, Equatable {
  /// A metric, one of its series or an update is not recorded, and will not be.
  ///
  /// It is told once for each series and rule that was broken. The label is swift-metrics' own.
  case refused(label: String, reason: MetricError)
  /// A commit failed; its updates are kept for the next one.
  ///
  /// It is told when commits begin to fail, and not again before one has succeeded.
  case delayed(reason: MetricError)
  /// A closure of `onCollect` failed, or what it updated was refused; nothing of it was done.
  ///
  /// It is told once for each label and reason in a row.
  case notCollected(label: String, reason: String)
}
