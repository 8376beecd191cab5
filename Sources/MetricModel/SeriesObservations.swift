/// What may be done to a series whose value is more than one number, or a state.
extension SeriesState {
  /// Counts a number in a histogram or summary.
  ///
  /// Throws `invalid` for other kinds, for what is not a finite number, and for one below zero
  /// where that would make a sum go down: in a summary, and in a histogram without negative bounds;
  /// also when a count or a finite sum would overflow, and for a summary of quantiles that are no
  /// shares of all observations.
  public mutating func observe(
    _ number: Double, in series: SeriesReference, layout: MetricFamily.Layout, at now: Timestamp
  ) throws(MetricError) {
    guard number.isFinite else { throw .invalid(.observation(series.name, number)) }
    switch value {
    case .histogram(var histogram):
      guard number >= 0 || HistogramValue.takesNegatives(layout.bounds) else {
        throw .invalid(.observation(series.name, number))
      }
      guard !histogram.isFull, !(histogram.sum.isFinite && !(histogram.sum + number).isFinite)
      else { throw .invalid(.overflow(series)) }
      value = .number(0)  // Lets go of the counts, so that they change in place.
      histogram.observe(number, layout.bounds)
      value = .histogram(histogram)
    case .summary(var summary):
      guard number >= 0 else { throw .invalid(.observation(series.name, number)) }
      guard SummaryValue.canObserve(layout.quantiles) else {
        throw .invalid(.notShares(series.name))
      }
      guard !summary.overflows(adding: SummaryValue(count: 1, sum: number)) else {
        throw .invalid(.overflow(series))
      }
      value = .number(0)
      summary.observe(number)
      value = .summary(summary)
    case .number, .start, .states: throw .invalid(.notObservable(series.name, kind))
    }
    updated = now
  }

  /// Turns one state of a stateset on and all others off.
  ///
  /// For other kinds the word should have been a number, and `invalid` says so.
  public mutating func set(
    state word: String, of series: SeriesReference, layout: MetricFamily.Layout, at now: Timestamp
  ) throws(MetricError) {
    guard kind == .stateset else {
      throw .invalid(
        kind.isAdditive || kind == .duration
          ? .number(word) : .notAdditive(series.name, kind))
    }
    let states = layout.states
    guard let index = states.firstIndex(where: { $0.utf8.elementsEqual(word.utf8) }) else {
      throw .invalid(.state(series.name, word, states))
    }
    value = .states(1 << UInt64(index))
    updated = now
  }

  /// Makes an info's series be there; its value is 1.
  ///
  /// For other kinds a value is missing, and `invalid` says so.
  public mutating func setInfo(
    of series: SeriesReference, at now: Timestamp
  ) throws(MetricError) {
    guard kind == .info else { throw .invalid(.valueMissing(series.name, kind)) }
    updated = now
  }

  /// Adds what another series of the same kind and layout holds: numbers and counts are summed; an
  /// info stays, and of statesets the other one counts.
  ///
  /// Throws `invalid` where `add` would, where the other value is not of this kind, when a count or a
  /// finite sum would overflow, and where the other lacks a part that is here, such as a sum, which
  /// would not be known any more.
  public mutating func merge(
    _ other: MetricValue, into series: SeriesReference, at now: Timestamp
  ) throws(MetricError) {
    switch (value, other) {
    case (.number, .number(let number)):
      if kind != .info { return try add(number, to: series, at: now) }
    case (.states, .states): value = other
    case (.histogram(var mine), .histogram(let more)) where mine.counts.count == more.counts.count:
      guard !mine.overflows(adding: more) else { throw .invalid(.overflow(series)) }
      guard mine.merge(more) else { throw .invalid(.partMissing(series.name)) }
      value = .histogram(mine)
    case (.summary(var mine), .summary(let more)) where mine.imported.count == more.imported.count:
      guard !mine.overflows(adding: more) else { throw .invalid(.overflow(series)) }
      guard mine.merge(more) else { throw .invalid(.partMissing(series.name)) }
      value = .summary(mine)
    default: throw .invalid(.valueOfOtherKind(series.name, kind))
    }
    updated = now
  }
}
