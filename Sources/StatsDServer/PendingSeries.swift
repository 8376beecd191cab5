internal import MetricModel

/// What a series has gathered since the last commit, taken out to be committed.
struct PendingSeries: Sendable {
  /// The updates of one series, summed.
  enum Content: Sendable {
    /// Moves a counter or gauge.
    case add(Double)
    /// Replaces a gauge.
    case set(Double)
    case observations(Observations)
    /// How many distinct values a set has.
    case distinct(Int)
  }

  /// Where the series is in the table.
  let place: Int
  let target: SeriesTarget
  /// How many lines are summed here, each packed value counted as one.
  let lines: Int
  let content: Content
}

/// What became of a transaction's updates.
struct CommitOutcome: Sendable {
  /// Updates that the database's rules forbid.
  struct Refusal: Sendable {
    let target: SeriesTarget
    let lines: Int
    let error: MetricError
  }

  /// What metrics look like in the database whose observations were gathered without knowing it.
  var measures: [(place: Int, measure: Measure)] = []
  var refusals: [Refusal] = []
  /// Where series are in the table of which nothing was taken.
  var useless: [Int] = []
}
