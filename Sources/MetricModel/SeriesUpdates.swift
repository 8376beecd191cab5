/// What may be done to a series whose value is one number: the rules of counters, gauges and
/// durations.
extension SeriesState {
  /// Moves the value by a number.
  ///
  /// `series` is for the error's text.
  ///
  /// Throws `invalid` for a duration, for a step of a counter that is negative or not finite, and for
  /// one that would be lost: past 2^53 not every integer exists, beside a large number a small one
  /// vanishes, and what is infinite or NaN stays so.
  public mutating func add(
    _ delta: Double, to series: SeriesReference, at now: Timestamp
  ) throws(MetricError) {
    guard kind != .duration else { throw .invalid(.advancesByItself(series.name)) }
    guard kind.isAdditive, case .number(let old) = value else {
      throw .invalid(.notAdditive(series.name, kind))
    }
    if kind == .counter, !(delta >= 0 && delta.isFinite) {
      throw .invalid(.counterDelta(series.name, delta))
    }
    let new = old + delta
    guard new.isFinite || !old.isFinite || !delta.isFinite else {
      throw .invalid(.overflow(series))
    }
    if Self.isLost(delta, from: old, to: new) {
      throw .invalid(.incrementLost(series, value: old, delta: delta))
    }
    value = .number(new)
    updated = now
  }

  private static func isLost(_ delta: Double, from old: Double, to new: Double) -> Bool {
    if delta != 0, new == old || !old.isFinite { return true }
    guard new.isFinite, max(abs(old), abs(new)) >= MetricNumber.exactLimit else { return false }
    guard old == old.rounded(), delta == delta.rounded() else { return false }
    // Knuth's TwoSum: what rounding took away from the sum.
    let part = new - old
    return (old - (new - part)) + (delta - part) != 0
  }

  /// Makes the value a number: the elapsed seconds for a duration.
  ///
  /// Throws `invalid` where a counter would go down or not be a count, and for a duration that is
  /// negative or endless.
  public mutating func set(
    _ number: Double, of series: SeriesReference, at now: Timestamp
  ) throws(MetricError) {
    switch value {
    case .start:
      guard number >= 0, let start = now.before(seconds: number) else {
        throw .invalid(.elapsed(number))
      }
      value = .start(start)
    case .number(let old):
      guard kind.isAdditive else { throw .invalid(.notAdditive(series.name, kind)) }
      if kind == .counter { try Self.checkCounter(series, from: old, to: number) }
      value = .number(number)
    case .states, .histogram, .summary: throw .invalid(.notAdditive(series.name, kind))
    }
    updated = now
  }

  private static func checkCounter(
    _ series: SeriesReference, from old: Double, to new: Double
  ) throws(MetricError) {
    guard new >= 0, new.isFinite else { throw .invalid(.counterValue(series.name, new)) }
    guard new >= old else { throw .invalid(.counterDecrease(series, from: old, to: new)) }
  }

  /// Makes the value what a new series has; a counter, histogram or summary begins anew, and its
  /// created time says so.
  ///
  /// Throws `invalid` for an info, whose value is always 1.
  public mutating func reset(
    _ series: SeriesReference, layout: MetricFamily.Layout = .plain, at now: Timestamp
  ) throws(MetricError) {
    guard kind != .info else { throw .invalid(.notAdditive(series.name, kind)) }
    let began = kind.hasCreated ? now : created
    self = SeriesState(
      kind: kind, created: began, updated: now, value: .empty(kind, layout, at: now),
      isNamedAsSample: isNamedAsSample)
  }
}
