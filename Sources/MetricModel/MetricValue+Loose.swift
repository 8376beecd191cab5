extension MetricValue {
  /// Whether OpenMetrics forbids it in a family of a kind and layout, while Prometheus text does not.
  ///
  /// Source: OpenMetrics 1.0, "Histogram", "GaugeHistogram", "Summary".
  package func isLoose(in kind: MetricKind, _ layout: MetricFamily.Layout) -> Bool {
    switch self {
    case .number, .start, .states: false
    case .histogram(let histogram): histogram.isLoose(in: kind, layout.bounds)
    case .summary(let summary):
      !SummaryValue.canObserve(layout.quantiles) || !Self.isCounterLike(summary.sum)
        || summary.imported.contains { $0 < 0 }
    }
  }

  /// Whether a sum is one of numbers that are not negative, or is not there.
  fileprivate static func isCounterLike(_ sum: Double) -> Bool { sum.isAbsent || sum >= 0 }
}

extension HistogramValue {
  /// Whether it lacks `+Inf`, or has one of count and sum only, or a sum that is none of a counter's.
  ///
  /// Sums of numbers below zero are left out, but for those of a gauge histogram.
  fileprivate func isLoose(in kind: MetricKind, _ bounds: [Double]) -> Bool {
    guard hasBucket(counts.count - 1), hasCount != sum.isAbsent else { return true }
    if sum.isAbsent { return false }
    return Self.takesNegatives(bounds)
      ? kind == .histogram || sum.isNaN : !MetricValue.isCounterLike(sum)
  }
}
