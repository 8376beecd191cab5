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
  /// Buckets count what is at most their bound, as in OpenMetrics. What is not there is left out.
  public func text(_ layout: MetricFamily.Layout, at now: Timestamp) -> String {
    switch self {
    case .number(let number): return MetricNumber.text(number)
    case .start(let start): return MetricNumber.text(now.seconds(since: start))
    case .states(let mask):
      return layout.states.indices.filter { mask & 1 << UInt64($0) != 0 }
        .map { layout.states[$0] }.joined(separator: ",")
    case .histogram(let histogram):
      var parts = Self.head(histogram)
      histogram.forEachBucket { index, count in
        let bound = index < layout.bounds.count ? layout.bounds[index] : .infinity
        parts.append("\(MetricNumber.text(bound))=\(count)")
      }
      return parts.joined(separator: " ")
    case .summary(let summary):
      let quantiles = layout.quantiles
      let values = zip(quantiles, summary.values(of: quantiles)).filter { !$1.isAbsent }
      let parts = values.map { "\(MetricNumber.text($0))=\(MetricNumber.text($1))" }
      return (Self.head(summary) + parts).joined(separator: " ")
    }
  }

  /// The same cut to what fits a column: of a histogram or summary only count and sum.
  public func shortText(_ layout: MetricFamily.Layout, at now: Timestamp) -> String {
    switch self {
    case .number, .start, .states: text(layout, at: now)
    case .histogram(let histogram): Self.head(histogram).joined(separator: " ")
    case .summary(let summary): Self.head(summary).joined(separator: " ")
    }
  }

  private static func head(_ histogram: HistogramValue) -> [String] {
    head(histogram.hasCount ? histogram.count : nil, histogram.sum)
  }

  private static func head(_ summary: SummaryValue) -> [String] {
    head(summary.hasCount ? summary.count : nil, summary.sum)
  }

  /// `count=3` and `sum=1.25`, as far as they are there.
  private static func head(_ count: UInt64?, _ sum: Double) -> [String] {
    var parts = count.map { ["count=\($0)"] } ?? []
    if !sum.isAbsent { parts.append("sum=\(MetricNumber.text(sum))") }
    return parts
  }
}
