/// What the words of a row are, for each kind of family.
///
/// ```
/// counter, gauge, unknown, info   bits of a number
/// duration                        nanoseconds of its start
/// stateset                        a bit for each state
/// histogram, gaugehistogram       bits of the sum, a count for each bucket and for +Inf
/// summary                         count, bits of the sum, bits of each quantile's value
/// ```
/// Sums, counts and quantiles may be marked as not there: see `AbsentPart`.
extension SeriesTable {
  /// An empty table for the series of a family.
  public init(for family: MetricFamily) {
    switch family.kind {
    case .counter, .gauge, .unknown, .info, .duration, .stateset: self.init(wordsPerSeries: 1)
    case .histogram, .gaugehistogram: self.init(wordsPerSeries: family.layout.bounds.count + 2)
    case .summary: self.init(wordsPerSeries: family.layout.quantiles.count + 2)
    }
  }

  /// The value of a row of a family; the numbers that a summary's quantiles have, not its sketch.
  public func value(_ index: Int, of family: MetricFamily) -> MetricValue {
    let first = word(index)
    switch family.kind {
    case .counter, .gauge, .unknown, .info: return .number(Double(bitPattern: first))
    case .duration: return .start(Timestamp(nanoseconds: Int64(bitPattern: first)))
    case .stateset: return .states(first)
    case .histogram, .gaugehistogram:
      let counts = (1..<wordsPerSeries).map { word(index, at: $0) }
      return .histogram(HistogramValue(sum: Double(bitPattern: first), counts: counts))
    case .summary:
      let imported = (2..<wordsPerSeries).map { Double(bitPattern: word(index, at: $0)) }
      return .summary(
        SummaryValue(
          count: first, sum: Double(bitPattern: word(index, at: 1)), imported: imported,
          sketch: imported.isEmpty ? nil : QuantileSketch()))
    }
  }

  /// Adds a series of a family.
  public mutating func append(
    labels: LabelSet, value: MetricValue, of family: MetricFamily, created: Timestamp
  ) {
    var words: [UInt64]
    switch value {
    case .number(let number): words = [number.bitPattern]
    case .start(let start): words = [UInt64(bitPattern: start.nanoseconds)]
    case .states(let mask): words = [mask]
    case .histogram(let histogram): words = [histogram.sum.bitPattern] + histogram.counts
    case .summary(let summary):
      words = [summary.count, summary.sum.bitPattern]
      words += summary.values(of: family.layout.quantiles).map(\.bitPattern)
    }
    words.withUnsafeBytes { words in
      labels.canonical.withUnsafeBytes { append(labels: $0, words: words, created: created) }
    }
  }
}
