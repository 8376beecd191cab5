/// What one series holds at this instant.
public enum MetricValue: Hashable, Sendable {
  /// The number of a counter, gauge or unknown; 1 for an info.
  case number(Double)
  /// The moment at which a duration began.
  case start(Timestamp)
  /// Which states of a stateset are on: bit `i` for the state `i` of its family.
  case states(UInt64)
  // Kept apart, so that a million numbers do not take the room of as many summaries.
  indirect case histogram(HistogramValue)
  indirect case summary(SummaryValue)

  /// The number to show at `now`: the value itself, or the seconds since a duration began.
  ///
  /// Nil where one number does not say it all.
  public func number(at now: Timestamp) -> Double? {
    switch self {
    case .number(let number): number
    case .start(let start): now.seconds(since: start)
    case .states, .histogram, .summary: nil
    }
  }

  /// Whether a series of a layout can hold it.
  package func fits(_ layout: MetricFamily.Layout) -> Bool {
    switch self {
    case .number, .start, .states: true
    case .histogram(let histogram): histogram.counts.count == layout.bounds.count + 1
    case .summary(let summary): summary.imported.count == layout.quantiles.count
    }
  }

  /// The value of a new series of a family.
  static func empty(_ kind: MetricKind, _ layout: MetricFamily.Layout, at now: Timestamp)
    -> MetricValue
  {
    switch kind {
    case .counter, .gauge, .unknown: .number(0)
    case .info: .number(1)
    case .duration: .start(now)
    case .stateset: .states(0)
    case .histogram, .gaugehistogram: .histogram(.empty(layout.bounds))
    case .summary: .summary(.empty(quantiles: layout.quantiles.count))
    }
  }
}

/// One series' record: its kind, its times and its value.
public struct SeriesState: Hashable, Sendable {
  /// The kind of its family.
  public var kind: MetricKind
  /// Whether its family is named as its sample.
  public var isNamedAsSample = false
  /// When it was made; for a counter, histogram or summary, or when it was last reset.
  public var created: Timestamp
  /// When it was last written.
  public var updated: Timestamp
  /// What it holds.
  public var value: MetricValue

  /// A record by its parts.
  public init(
    kind: MetricKind, created: Timestamp, updated: Timestamp, value: MetricValue,
    isNamedAsSample: Bool = false
  ) {
    self.kind = kind
    self.isNamedAsSample = isNamedAsSample
    self.created = created
    self.updated = updated
    self.value = value
  }

  /// A new series of a family: zero, empty, or a duration that begins now.
  public static func fresh(
    _ kind: MetricKind, layout: MetricFamily.Layout = .plain, at now: Timestamp
  ) -> SeriesState {
    SeriesState(
      kind: kind, created: now, updated: now, value: .empty(kind, layout, at: now))
  }
}
