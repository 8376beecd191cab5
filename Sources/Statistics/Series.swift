public import MetricModel
internal import MetricOperations

/// One series of a metric, ready to be updated.
///
/// A value that may be copied and used from any thread. Each update throws `invalid` for what the
/// metric's kind forbids, and what the backend throws where it cannot be reached; one that throws
/// has changed nothing. On a corked backend it throws the former only, and the latter comes out of
/// `uncork()`.
public struct Series: Sendable {
  private let identity: SeriesIdentity
  let backend: any StatisticsBackend

  init(_ identity: SeriesIdentity, backend: any StatisticsBackend) {
    self.identity = identity
    self.backend = backend
  }

  /// The metric's name and the series' labels.
  public var reference: SeriesReference { identity.reference }
  /// The metric's kind.
  public var kind: MetricKind { identity.kind }

  /// Adds to a counter, gauge or unknown; a counter takes nothing below 0.
  public func add(_ delta: Double = 1) throws(MetricError) { try update(.add(delta)) }

  /// Makes a gauge or unknown a number, a counter one that is not below what it is, and a duration
  /// one that began so many seconds ago.
  public func set(_ number: Double) throws(MetricError) {
    try update(.set(number, onlyIfNew: false))
  }

  /// Turns one state of a stateset on, and the others off.
  public func set(state: String) throws(MetricError) {
    try update(.setState(state, onlyIfNew: false))
  }

  /// Makes an info's series be there; all that it says is in its labels.
  public func setInfo() throws(MetricError) { try update(.setInfo(onlyIfNew: false)) }

  /// Counts a number in a histogram or summary.
  public func sample(_ number: Double) throws(MetricError) { try update(.observe(number)) }

  /// Makes the series what a new one is: 0, empty, or a duration that begins now.
  public func reset() throws(MetricError) { try update(.reset) }

  private func update(_ action: Operation.Action) throws(MetricError) {
    try backend.metricRegistry.update(identity, action, on: backend)
  }
}
