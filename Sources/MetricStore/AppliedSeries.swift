public import MetricModel

/// What a reading found of a series, or an operation left of it.
public final class AppliedSeries: Sendable {
  /// The series under the family's own name.
  public let series: SeriesReference
  /// Its record.
  public let state: SeriesState
  /// What its family's buckets, quantiles or states are.
  public let layout: MetricFamily.Layout
  /// When: the moment that durations are shown as of.
  public let now: Timestamp

  init(
    series: SeriesReference, state: SeriesState, layout: MetricFamily.Layout, now: Timestamp
  ) {
    self.series = series
    self.state = state
    self.layout = layout
    self.now = now
  }
}

extension Transaction {
  /// A series as this transaction sees it; `notFound` when it is not there.
  mutating func read(_ series: SeriesReference) throws(MetricError) -> AppliedSeries {
    let found = try find(series)
    guard let state = found.state else { throw .notFound(.series(series)) }
    let layout = found.kind.hasLayout ? try layout(of: found) : .plain
    return AppliedSeries(
      series: SeriesReference(name: found.name, labels: series.labels), state: state,
      layout: layout, now: now)
  }
}
