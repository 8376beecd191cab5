/// A family with all that its records hold, for a copy from which they can be made again.
public struct ExactFamily: Sendable {
  /// What was declared.
  public var family: MetricFamily
  /// When its record was written.
  public var updated: Timestamp
  /// Its series in the order of their labels, with their times, and with the sketches of summaries.
  public var series: [(labels: LabelSet, state: SeriesState)]

  /// A family by its parts.
  public init(
    family: MetricFamily, updated: Timestamp, series: [(labels: LabelSet, state: SeriesState)]
  ) {
    self.family = family
    self.updated = updated
    self.series = series
  }
}
