extension MetricValue {
  /// All that it is made of, as 64-bit words in the order of a record: see Docs/file-format.md.
  package var words: [UInt64] {
    switch self {
    case .number(let number): return [number.bitPattern]
    case .start(let start): return [UInt64(bitPattern: start.nanoseconds)]
    case .states(let mask): return [mask]
    case .histogram(let histogram): return [histogram.sum.bitPattern] + histogram.counts
    case .summary(let summary):
      let words = [summary.count, summary.sum.bitPattern] + summary.imported.map(\.bitPattern)
      guard let sketch = summary.sketch else { return words }
      let scale = UInt64(UInt32(bitPattern: Int32(sketch.scale)))
      let first = UInt64(UInt32(bitPattern: Int32(sketch.first)))
      return words + [scale | first << 32, sketch.zeros] + sketch.counts
    }
  }

  /// The value of a family's series that some words make; nil when they make none.
  package init?(words: [UInt64], of family: MetricFamily) {
    guard let first = words.first else { return nil }
    switch family.kind {
    case .counter, .gauge, .unknown, .info, .duration, .stateset:
      guard words.count == 1 else { return nil }
      self.init(word: first, of: family)
    case .histogram, .gaugehistogram:
      guard words.count == family.layout.bounds.count + 2 else { return nil }
      self = .histogram(
        HistogramValue(sum: Double(bitPattern: first), counts: Array(words.dropFirst())))
    case .summary:
      guard let summary = SummaryValue(words: words, quantiles: family.layout.quantiles.count)
      else { return nil }
      self = .summary(summary)
    }
  }

  private init?(word: UInt64, of family: MetricFamily) {
    let number = Double(bitPattern: word)
    switch family.kind {
    case .duration: self = .start(Timestamp(nanoseconds: Int64(bitPattern: word)))
    case .stateset:
      let count = family.layout.states.count
      guard count == 64 || word < 1 << UInt64(count) else { return nil }
      self = .states(word)
    case .counter where !(number >= 0): return nil
    case .info where number != 1: return nil
    default: self = .number(number)
    }
  }
}

extension SummaryValue {
  fileprivate init?(words: [UInt64], quantiles: Int) {
    guard words.count >= 2 else { return nil }
    self.init(count: words[0], sum: Double(bitPattern: words[1]))
    if quantiles == 0 {
      guard words.count == 2 else { return nil }
      return
    }
    let start = 2 + quantiles
    guard words.count == start + 2 + QuantileSketch.bucketCount else { return nil }
    imported = words[2..<start].map(Double.init(bitPattern:))
    sketch = QuantileSketch(
      scale: Int(Int32(truncatingIfNeeded: words[start])),
      first: Int(Int32(truncatingIfNeeded: words[start] >> 32)),
      zeros: words[start + 1], counts: Array(words[(start + 2)...]))
    if sketch == nil { return nil }
  }
}
