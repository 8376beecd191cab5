extension MetricValue {
  /// The value in one line: a number, the states that are on, or the parts of a histogram or
  /// summary.
  ///
  /// ```
  /// 17
  /// starting,degraded
  /// count=3 sum=1.25 0.1=1 1=2 +Inf=3
  /// count=3 sum=1.25 0.5=0.25 0.99=0.9
  /// ```
  /// Buckets count what is at most their bound, as in OpenMetrics. A sum that is not kept is left
  /// out.
  public func text(_ layout: MetricFamily.Layout, at now: Timestamp) -> String {
    switch self {
    case .number(let number): return MetricNumber.text(number)
    case .start(let start): return MetricNumber.text(now.seconds(since: start))
    case .states(let mask):
      return layout.states.indices.filter { mask & 1 << UInt64($0) != 0 }
        .map { layout.states[$0] }.joined(separator: ",")
    case .histogram(let histogram):
      var count: UInt64 = 0
      return zip(layout.bounds + [.infinity], histogram.counts).reduce(Self.head(histogram)) {
        count &+= $1.1
        return $0 + " \(MetricNumber.text($1.0))=\(count)"
      }
    case .summary(let summary):
      return zip(layout.quantiles, summary.values(of: layout.quantiles)).reduce(
        Self.head(summary)
      ) { $0 + " \(MetricNumber.text($1.0))=\(MetricNumber.text($1.1))" }
    }
  }

  /// The same cut to what fits a column: of a histogram or summary only count and sum.
  public func shortText(_ layout: MetricFamily.Layout, at now: Timestamp) -> String {
    switch self {
    case .number, .start, .states: text(layout, at: now)
    case .histogram(let histogram): Self.head(histogram)
    case .summary(let summary): Self.head(summary)
    }
  }

  private static func head(_ histogram: HistogramValue) -> String {
    let sum = histogram.sum.isNaN ? "" : " sum=\(MetricNumber.text(histogram.sum))"
    return "count=\(histogram.count)" + sum
  }

  private static func head(_ summary: SummaryValue) -> String {
    "count=\(summary.count) sum=\(MetricNumber.text(summary.sum))"
  }
}
