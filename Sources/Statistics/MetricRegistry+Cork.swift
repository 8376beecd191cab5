public import MetricModel
internal import MetricOperations
internal import Synchronization
internal import SystemCalls

/// What a cork holds back: the switch, and the updates so far.
struct Gathered {
  var isCorked = false
  /// Whether what was taken out is being carried out, so that later updates have to wait.
  var isInFlight = false
  var updates: PendingUpdates

  init(keepsEvents: Bool) { updates = PendingUpdates(keepsEvents: keepsEvents) }
}

extension MetricRegistry {
  /// What a backend's `cork()` does, for backends that have something to add.
  public func cork() { gathered.withLock { $0.isCorked = true } }

  /// What a backend's `uncork()` does.
  public func uncork(_ backend: any StatisticsBackend) throws(MetricError) {
    // Collected while the cork is on: what closures update and the rest are seen at once.
    let collected = gathered.withLock { $0.isCorked } ? collected() : []
    gathered.withLock { $0.isCorked = false }
    try flush(to: backend, with: collected)
  }

  /// Gathers an update while corked, otherwise carries it out, after what an earlier failure left.
  func update(
    _ series: SeriesIdentity, _ action: Operation.Action, on backend: any StatisticsBackend
  ) throws(MetricError) {
    if collections.load(ordering: .relaxed) > 0, let gathering = GatheringUpdates.current,
      gathering.registry === self, try gathering.take(action, of: series)
    {
      return
    }
    let (isGathered, isLate) = try gathered.withLock { gathered throws(MetricError) in
      if gathered.isCorked { try gathered.updates.take(action, of: series) }
      return (gathered.isCorked, gathered.isInFlight || !gathered.updates.isEmpty)
    }
    if isGathered { return }
    if isLate { try flush(to: backend) }
    do throws(CommitFailure) {
      try backend.commit([Operation(series: series.reference, action: action)])
    } catch { throw error.reason }
  }
}
