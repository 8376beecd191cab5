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
    case .summary:
      guard series.has(.count) else { throw missing("_count", series, text) }
      guard series.has(.sum) else { throw missing("_sum", series, text) }
    case .histogram, .gaugehistogram: try checkHistogram(series, text)
    case .stateset: break
    }
  }

  private func missing(
    _ suffix: String, _ series: borrowing SeriesReading, _ text: TextCursor
  ) -> ExpositionFault {
    text.fault(.sampleMissing(nameText + suffix), at: series.line)
  }

  private func checkHistogram(
    _ series: borrowing SeriesReading, _ text: TextCursor
  ) throws(ExpositionFault) {
    guard let last = series.parts.last, last.key == .infinity else {
      throw text.fault(.infinityMissing, at: series.line)
    }
    if series.has(.count), series.count != last.word {
      throw text.fault(.countIsNotInfinity(nameText + "_count"), at: series.line)
    }
    guard dialect == .openmetrics else { return }
    switch (series.has(.count), series.has(.sum)) {
    case (true, false): throw text.fault(.countWithoutSum, at: series.line)
    case (false, true): throw text.fault(.sumWithoutCount, at: series.line)
    case (true, true) where series.parts[0].key < 0:
      throw text.fault(.sumBelowZero, at: series.line)
    default: break
    }
  }

  private mutating func appendParts(
    of series: borrowing SeriesReading, _ text: TextCursor
  ) throws(ExpositionFault) {
    switch kind {
    case .histogram: try appendHistogram(series, text)
    case .summary: try appendSummary(series, text)
    default: try appendStates(series, text)
    }
  }

  private mutating func appendHistogram(
    _ series: borrowing SeriesReading, _ text: TextCursor
  ) throws(ExpositionFault) {
    let bounds = series.parts.dropLast().map(\.key)
    guard !bounds.isEmpty else { throw text.fault(.onlyInfinity, at: series.line) }
    try agree(.buckets(bounds), .buckets, bounds.count, series.line, text)
    guard
      let value = HistogramValue(
        buckets: series.parts.map { ($0.key, $0.word) },
        count: series.has(.count) ? series.count : nil,
        sum: series.has(.sum) ? series.sum : nil, of: bounds)
    else { throw text.fault(.countTooLarge, at: series.line) }
    append(series, words: [value.sum.bitPattern] + value.counts)
  }

  private mutating func appendSummary(
    _ series: borrowing SeriesReading, _ text: TextCursor
  ) throws(ExpositionFault) {
    let parts = series.parts.sorted { $0.key < $1.key }
    let layout = parts.isEmpty ? MetricFamily.Layout.plain : .quantiles(parts.map(\.key))
    try agree(layout, .quantiles, parts.count, series.line, text)
    guard series.count != AbsentPart.count else {
      throw text.fault(.countTooLarge, at: series.line)
    }
    append(series, words: [series.count, series.sum.bitPattern] + parts.map(\.word))
  }

  private mutating func appendStates(
    _ series: borrowing SeriesReading, _ text: TextCursor
  ) throws(ExpositionFault) {
    let states = series.states.map { String(decoding: $0, as: UTF8.self) }
    guard let known = layout?.states else {
      try agree(.states(states), .states, states.count, series.line, text)
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

  /// All series of a family have the layout of the first.
  private mutating func agree(
    _ found: MetricFamily.Layout, _ parts: ExpositionRule.Parts, _ count: Int, _ line: Int,
    _ text: TextCursor
  ) throws(ExpositionFault) {
    if let layout {
      guard layout == found else { throw text.fault(.partsDiffer(parts), at: line) }
      return
    }
    let most =
      parts == .states ? MetricFamily.Layout.maximumStates : MetricFamily.Layout.maximumCount
    guard count <= most else { throw text.fault(.tooMany(parts, atMost: most), at: line) }
    layout = found
  }
}
