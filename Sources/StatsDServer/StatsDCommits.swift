internal import MetricModel
internal import MetricStore
internal import SystemCalls

/// The database of a receiver, and whether it could be used lately.
struct StatsDCommits: ~Copyable {
  private var session: DatabaseSession
  private var lastFailure: MetricError?
  private var lastTold = Deadline(secondsFromNow: 0)

  init(_ database: Database) { session = DatabaseSession(database) }

  /// Carries out what was gathered in one transaction; the database is made if it is missing.
  mutating func run(_ pending: [PendingSeries]) throws(MetricError) -> CommitOutcome {
    try session.update(creating: true) { (transaction) throws(MetricError) in
      try transaction.take(pending)
    }
  }

  /// Whether a failure is another than the last one, or that was told of a minute ago.
  mutating func isWorthTelling(_ failure: MetricError) -> Bool {
    guard failure != lastFailure || lastTold.hasPassed else { return false }
    lastFailure = failure
    lastTold = Deadline(secondsFromNow: 60)
    return true
  }

  /// Whether this is the first success after a failure.
  mutating func hasRecovered() -> Bool {
    defer { lastFailure = nil }
    return lastFailure != nil
  }
}
