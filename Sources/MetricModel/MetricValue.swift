/// What one series holds at this instant.
///
/// Later kinds (histogram, summary, stateset) add their cases here; a record keeps each as a fixed
/// number of 8-byte words after its times.
public enum MetricValue: Hashable, Sendable {
  /// The number of a counter, gauge or unknown.
  case number(Double)
  /// The moment at which a duration began.
  case start(Timestamp)

  /// The number to show at `now`: the value itself, or the seconds since a duration began.
  public func number(at now: Timestamp) -> Double {
    switch self {
    case .number(let number): number
    case .start(let start): now.seconds(since: start)
    }
  }
}

/// One series' record: its kind, its times and its value.
public struct SeriesState: Hashable, Sendable {
  /// The kind of its family.
  public var kind: MetricKind
  /// When it was made; for a counter, or when it was last reset.
  public var created: Timestamp
  /// When it was last written.
  public var updated: Timestamp
  /// What it holds.
  public var value: MetricValue

  /// A record by its parts.
  public init(kind: MetricKind, created: Timestamp, updated: Timestamp, value: MetricValue) {
    self.kind = kind
    self.created = created
    self.updated = updated
    self.value = value
  }

  /// A series as a reset leaves it: zero, or a duration that begins now.
  public static func fresh(_ kind: MetricKind, at now: Timestamp) -> SeriesState {
    let value: MetricValue = kind == .duration ? .start(now) : .number(0)
    return SeriesState(kind: kind, created: now, updated: now, value: value)
  }
}
