internal import MetricModel
internal import MetricOperations

/// The type of a StatsD line, and what becomes of it in the database.
///
/// ```
/// type  letters  metric     name                       declared with
/// counter     c  counter    as it is                   value / rate is added
/// gauge       g  gauge      as it is                   +n and -n move it, other numbers replace it
/// timing     ms  histogram  _seconds at its end        unit seconds, the buckets of seconds
/// histogram   h  summary    as it is                   quantiles 0.5, 0.9, 0.99
/// distribution d summary    as it is                   quantiles 0.5, 0.9, 0.99
/// set         s  gauge      as it is                   distinct values of an interval, kept for one
/// ```
/// Where the metric is declared already, its kind decides: `ms`, `h` and `d` are observed by any
/// histogram or summary, whatever its buckets or quantiles. All else is a conflict.
enum StatsDType: UInt8, Sendable {
  case counter, gauge, timing, histogram, distribution, set

  /// The type that the letters between two bars name.
  init?(_ letters: UnsafeRawBufferPointer) {
    switch (letters.count, letters.first) {
    case (1, UInt8(ascii: "c")): self = .counter
    case (1, UInt8(ascii: "g")): self = .gauge
    case (2, UInt8(ascii: "m")) where letters[1] == UInt8(ascii: "s"): self = .timing
    case (1, UInt8(ascii: "h")): self = .histogram
    case (1, UInt8(ascii: "d")): self = .distribution
    case (1, UInt8(ascii: "s")): self = .set
    default: return nil
    }
  }

  /// What is kept of its values until they are committed.
  var role: SeriesRole {
    switch self {
    case .counter: .counter
    case .gauge: .gauge
    case .timing, .histogram, .distribution: .observations
    case .set: .distinct
    }
  }

  /// What a metric that is not there yet is declared as.
  var declaration: Declaration {
    let help = "Received by StatsD."
    return switch self {
    case .counter: Declaration(kind: .counter, help: help)
    case .gauge, .set: Declaration(kind: .gauge, help: help)
    case .timing: Declaration(kind: .histogram, help: help, unit: "seconds")
    case .histogram, .distribution:
      Declaration(kind: .summary, help: help, layout: .quantiles([0.5, 0.9, 0.99]))
    }
  }
}

/// What the values of a series are gathered as.
enum SeriesRole: Hashable, Sendable {
  case counter, gauge, observations, distinct

  /// Whether a metric of a kind takes such values.
  func fits(_ kind: MetricKind) -> Bool {
    switch self {
    case .counter: kind == .counter
    case .gauge, .distinct: kind == .gauge
    case .observations: kind.hasBuckets || kind == .summary
    }
  }
}
