package import MetricModel
internal import MetricOperations
internal import Synchronization
internal import SystemCalls

/// Collections: no lock is held while closures run, so that they may use the backend as they like.
extension MetricRegistry {
  func add(_ collector: Collector) {
    collectors.withLock { collectors in
      collectors.removeAll(where: \.isRemoved)
      collectors.append(collector)
    }
  }

  /// Runs all closures, and returns what each has updated; nothing inside of a closure.
  package func collected() -> [CollectedUpdates] {
    if GatheringUpdates.current?.registry === self { return [] }
    let collectors = collectors.withLock { collectors in
      collectors.removeAll(where: \.isRemoved)
      return collectors
    }
    collections.wrappingAdd(1, ordering: .relaxed)
    defer { collections.wrappingSubtract(1, ordering: .relaxed) }
    return collectors.compactMap { $0.run(for: self) }
  }

  /// Carries out what was collected, after what an earlier failure left, and not what a cork gathers.
  package func carryOut(
    _ collected: [CollectedUpdates], on backend: any StatisticsBackend
  ) throws(MetricError) {
    guard !collected.isEmpty else { return }
    let isCorked = gathered.withLock { $0.isCorked }
    try flush(to: backend, with: collected, leavingGathered: isCorked)
  }

  /// Keeps what was collected for the next update or collection.
  package func keep(_ collected: [CollectedUpdates]) {
    let all = collected.reduce(PendingUpdates.Drained()) { $0 + $1.updates }
    gathered.withLock { $0.updates.putBack(all, from: 0) }
  }

  /// Carries out what was gathered, if wanted, and what was collected, in one commit if it can be.
  func flush(
    to backend: any StatisticsBackend, with collected: [CollectedUpdates] = [],
    leavingGathered: Bool = false
  ) throws(MetricError) {
    var refused: [(CollectedUpdates, MetricError)] = []
    defer { for (updates, reason) in refused { updates.failed(reason) } }
    let result = turn.withLock { _ in
      let drained = gathered.withLock { gathered in
        gathered.isInFlight = true
        return leavingGathered ? PendingUpdates.Drained() : gathered.updates.drain()
      }
      defer { gathered.withLock { $0.isInFlight = false } }
      return carryOut(drained, collected, on: backend)
    }
    refused = result.refused
    if let failure = result.failure { throw failure }
  }

  private func carryOut(
    _ drained: PendingUpdates.Drained, _ collected: [CollectedUpdates],
    on backend: any StatisticsBackend
  ) -> (refused: [(CollectedUpdates, MetricError)], failure: MetricError?) {
    let failure = commit(collected.reduce(drained) { $0 + $1.updates }, on: backend)
    guard let failure else { return ([], nil) }
    guard failure.isRefusal, failure.committed == 0, !collected.isEmpty else {
      return ([], failure.reason)
    }
    // Each by itself, so that what is refused harms no other.
    var unreached = commit(drained, on: backend)?.reason
    var refused: [(CollectedUpdates, MetricError)] = []
    for updates in collected {
      guard let failure = commit(updates.updates, on: backend) else { continue }
      if failure.isRefusal {
        refused.append((updates, failure.reason))
      } else {
        unreached = unreached ?? failure.reason
      }
    }
    return (refused, unreached)
  }

  /// Commits updates; what was not carried out is kept, unless it was refused.
  private func commit(
    _ updates: PendingUpdates.Drained, on backend: any StatisticsBackend
  ) -> CommitFailure? {
    guard !updates.operations.isEmpty else { return nil }
    do throws(CommitFailure) {
      try backend.commit(updates.operations)
      return nil
    } catch {
      if !error.isRefusal {
        gathered.withLock { $0.updates.putBack(updates, from: error.committed) }
      }
      return error
    }
  }
}
