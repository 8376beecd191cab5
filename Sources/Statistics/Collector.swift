internal import MetricModel
internal import MetricOperations
internal import Synchronization
internal import SystemCalls

/// A closure that runs at each collection of a backend, until it is removed.
///
/// It stays registered when this value goes.
public final class Collector: Sendable {
  /// What is called, in one place so that it goes as a whole.
  private struct Work: Sendable {
    let body: @Sendable () throws -> Void
    let failed: @Sendable (any Error) -> Void
  }

  private let work: Lock<Work?>

  init(
    _ body: @escaping @Sendable () throws -> Void, failed: @escaping @Sendable (any Error) -> Void
  ) {
    work = Lock(Work(body: body, failed: failed))
  }

  /// Lets the closure go: once this returns it is not begun again.
  ///
  /// One that runs just now on another thread is not waited for.
  public func remove() {
    // What the closure holds may itself remove a collector when it goes: not under the lock.
    let ended = work.withLock { work in
      defer { work = nil }
      return work
    }
    withExtendedLifetime(ended) {}
  }

  var isRemoved: Bool { work.withLock { $0 == nil } }

  /// Runs the closure, and returns what it updated of a registry's metrics; nil for nothing.
  ///
  /// Of one that throws nothing is done.
  func run(for registry: MetricRegistry) -> CollectedUpdates? {
    guard let work = work.withLock({ $0 }) else { return nil }
    let gathering = GatheringUpdates(for: registry)
    do {
      try GatheringUpdates.$current.withValue(gathering) { try work.body() }
    } catch {
      work.failed(error)
      return nil
    }
    let updates = gathering.end()
    return updates.operations.isEmpty
      ? nil : CollectedUpdates(updates: updates, failed: work.failed)
  }
}

/// What one collector has updated, to be carried out.
package struct CollectedUpdates: Sendable {
  let updates: PendingUpdates.Drained
  /// Who is told when it is refused.
  let failed: @Sendable (any Error) -> Void
}

/// The updates of a collector while it runs: they are carried out together with those of others.
final class GatheringUpdates: Sendable {
  /// That of the collector that runs in this task or on this thread.
  @TaskLocal static var current: GatheringUpdates?

  let registry: MetricRegistry
  /// Nil once the collector has ended: a task that it began may go on.
  private let updates: Lock<PendingUpdates?>

  init(for registry: MetricRegistry) {
    self.registry = registry
    updates = Lock(PendingUpdates(keepsEvents: registry.keepsEvents))
  }

  /// Adds an update; false when the collector has ended.
  func take(
    _ action: Operation.Action, of series: SeriesIdentity
  ) throws(MetricError) -> Bool {
    try updates.withLock { updates throws(MetricError) in
      guard updates != nil else { return false }
      try updates?.take(action, of: series)
      return true
    }
  }

  func end() -> PendingUpdates.Drained {
    updates.withLock { updates in
      defer { updates = nil }
      return updates?.drain() ?? PendingUpdates.Drained()
    }
  }
}
