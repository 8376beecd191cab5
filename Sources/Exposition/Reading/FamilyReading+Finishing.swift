internal import MetricModel

// What must be there when a series ends, and the row that it becomes.
extension FamilyReading {
  /// Checks a series whole and adds it.
  @inline(__always)
  mutating func finish(
    _ series: borrowing SeriesReading, _ text: TextCursor
  ) throws(ExpositionFault) {
    switch kind {
    case .counter, .gauge, .unknown, .info, .duration:
      try check(series, text)
      append(series, word: series.word)
    case .histogram, .gaugehistogram, .summary, .stateset:
      try check(series, text)
      try appendParts(of: series, text)
    }
  }

  /// Refuses a series, or one of several points, that lacks a sample or contradicts itself.
  func check(_ series: borrowing SeriesReading, _ text: TextCursor) throws(ExpositionFault) {
    switch kind {
    case .counter, .gauge, .unknown, .info, .duration:
      guard series.has(.value) else {
        throw missing(kind == .counter ? "_total" : "", series, text)
      }
    case .summary, .stateset: break
    case .histogram, .gaugehistogram: try checkHistogram(series, text)
    }
  }

  private func missing(
    _ suffix: String, _ series: borrowing SeriesReading, _ text: TextCursor
  ) -> ExpositionFault {
    text.fault(.sampleMissing(nameText + suffix), at: series.line)
  }

  /// Whether the samples of a histogram fit each other; Prometheus text may lack any of them.
  ///
  /// Source: OpenMetrics 1.0, "Histogram" and "GaugeHistogram".
  private func checkHistogram(
    _ series: borrowing SeriesReading, _ text: TextCursor
  ) throws(ExpositionFault) {
    guard dialect == .openmetrics else { return }
    guard let last = series.parts.last, last.key == .infinity else {
      throw text.fault(.infinityMissing, at: series.line)
    }
    let isGauge = kind == .gaugehistogram
    if series.has(.count), series.count != last.word {
      throw text.fault(
        .countIsNotInfinity(nameText + (isGauge ? "_gcount" : "_count")), at: series.line)
    }
    let hasNegativeBound = series.parts[0].key < 0
    switch (series.has(.count), series.has(.sum)) {
    case (true, false): throw text.fault(.countWithoutSum, at: series.line)
    case (false, true): throw text.fault(.sumWithoutCount, at: series.line)
    case (true, true) where hasNegativeBound && !isGauge:
      throw text.fault(.sumBelowZero, at: series.line)
    case (true, true) where !hasNegativeBound && isGauge && series.sum < 0:
      throw text.fault(.gaugeSumBelowZero, at: series.line)
    default: break
    }
  }

  private mutating func appendParts(
    of series: borrowing SeriesReading, _ text: TextCursor
  ) throws(ExpositionFault) {
    switch kind {
    case .histogram, .gaugehistogram: try appendHistogram(series, text)
    case .summary: try appendSummary(series, text)
    default: try appendStates(series, text)
    }
  }

  private mutating func appendHistogram(
    _ series: borrowing SeriesReading, _ text: TextCursor
  ) throws(ExpositionFault) {
    let parts = try sortedParts(of: series, text)
    let bounds = parts.map(\.key).filter { $0 < .infinity }
    try agree(.buckets(bounds), series.line, text)
    if isMixed, !knowsLayout { return }
    try checkCounts(parts.map(\.word), series, text)
    let all = layout?.bounds ?? bounds
    guard
      let value = HistogramValue(
        buckets: parts.map { ($0.key, $0.word) },
        count: series.has(.count) ? series.count : nil,
        sum: series.has(.sum) ? series.sum : nil, of: all)
    else { throw text.fault(.countTooLarge, at: series.line) }
    isLoose = isLoose || MetricValue.histogram(value).isLoose(in: kind, layout ?? .plain)
    append(series, words: [value.sum.bitPattern] + value.counts)
  }

  /// Buckets or quantiles in their order, in which OpenMetrics has buckets anyway; refuses one that
  /// comes twice.
  private func sortedParts(
    of series: borrowing SeriesReading, _ text: TextCursor
  ) throws(ExpositionFault) -> [(key: Double, word: UInt64)] {
    var parts = series.parts
    if zip(parts, parts.dropFirst()).allSatisfy({ $0.key < $1.key }) { return parts }
    parts.sort { $0.key < $1.key }
    guard zip(parts, parts.dropFirst()).allSatisfy({ $0.key < $1.key }) else {
      let labels = String(decoding: series.labels, as: UTF8.self)
      throw text.fault(.sampleTwice(labels), at: series.line)
    }
    return parts
  }

  /// Refuses counts that go down, and a count of all that is another than the buckets say.
  private func checkCounts(
    _ counts: [UInt64], _ series: borrowing SeriesReading, _ text: TextCursor
  ) throws(ExpositionFault) {
    guard zip(counts, counts.dropFirst()).allSatisfy({ $0 <= $1 }) else {
      throw text.fault(.bucketsDecrease, at: series.line)
    }
    guard series.has(.count), let last = counts.last else { return }
    let hasInfinity = series.parts.contains { $0.key == .infinity }
    if hasInfinity ? series.count != last : series.count < last {
      throw text.fault(.countIsNotInfinity(nameText + "_count"), at: series.line)
    }
  }

  private mutating func appendSummary(
    _ series: borrowing SeriesReading, _ text: TextCursor
  ) throws(ExpositionFault) {
    let parts = try sortedParts(of: series, text)
    try agree(parts.isEmpty ? .plain : .quantiles(parts.map(\.key)), series.line, text)
    if isMixed, !knowsLayout { return }
    guard
      let value = SummaryValue(
        quantiles: parts.map { ($0.key, Double(bitPattern: $0.word)) },
        count: series.has(.count) ? series.count : nil,
        sum: series.has(.sum) ? series.sum : nil, of: layout?.quantiles ?? [])
    else { throw text.fault(.countTooLarge, at: series.line) }
    isLoose = isLoose || MetricValue.summary(value).isLoose(in: kind, layout ?? .plain)
    append(
      series,
      words: [value.count, value.sum.bitPattern] + value.imported.map(\.bitPattern))
  }

  private mutating func appendStates(
    _ series: borrowing SeriesReading, _ text: TextCursor
  ) throws(ExpositionFault) {
    let states = series.states.map { String(decoding: $0, as: UTF8.self) }
    guard let known = layout?.states else {
      try agree(.states(states), series.line, text)
      return append(series, word: series.word)
    }
    var word: UInt64 = 0
    for (bit, state) in known.enumerated() {
      guard let place = states.firstIndex(where: { $0.utf8.elementsEqual(state.utf8) }) else {
        throw text.fault(.partsDiffer(.states), at: series.line)
      }
      word |= (series.word >> UInt64(place) & 1) << UInt64(bit)
    }
    guard states.count == known.count else {
      throw text.fault(.partsDiffer(.states), at: series.line)
    }
    append(series, word: word)
  }

  /// Notes what a series has; those of a family may each have buckets or quantiles of their own.
  private mutating func agree(
    _ found: MetricFamily.Layout, _ line: Int, _ text: TextCursor
  ) throws(ExpositionFault) {
    if found == layout || knowsLayout { return }
    let all = layout?.union(found) ?? found
    guard all.count <= all.mostInTexts else {
      throw text.fault(.tooMany(all.parts, atMost: all.mostInTexts), at: line)
    }
    if layout != nil { markMixed() }
    layout = all
  }
}

extension MetricFamily.Layout {
  /// What either of two has.
  fileprivate func union(_ other: Self) -> Self {
    switch (self, other) {
    case (.buckets(let some), .buckets(let more)): .buckets(Set(some + more).sorted())
    case (.plain, .quantiles), (.quantiles, .plain), (.quantiles, .quantiles):
      .quantiles(Set(quantiles + other.quantiles).sorted())
    default: self
    }
  }

  /// How many there are.
  fileprivate var count: Int { bounds.count + quantiles.count + states.count }

  /// How many a metric of a text may have.
  fileprivate var mostInTexts: Int {
    if case .states = self { Self.maximumStates } else { Self.maximumTextCount }
  }

  fileprivate var parts: ExpositionRule.Parts {
    switch self {
    case .plain, .quantiles: .quantiles
    case .buckets: .buckets
    case .states: .states
    }
  }
}
