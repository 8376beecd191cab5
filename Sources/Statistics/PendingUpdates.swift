internal import MetricModel
internal import MetricOperations

/// A series as its updates need it: where it is, and what may be done to it.
final class SeriesIdentity: Sendable {
  let reference: SeriesReference
  let kind: MetricKind
  let layout: MetricFamily.Layout

  init(reference: SeriesReference, kind: MetricKind, layout: MetricFamily.Layout) {
    self.reference = reference
    self.kind = kind
    self.layout = layout
  }
}

/// Updates that were gathered, series by series, in the order in which the series came.
struct PendingUpdates {
  private let keepsEvents: Bool
  private var places: [SeriesReference: Int] = [:]
  private var pending: [PendingSeries] = []

  init(keepsEvents: Bool) { self.keepsEvents = keepsEvents }

  var isEmpty: Bool { pending.isEmpty }

  /// Operations that carry all updates out, and the series of each.
  struct Drained: Sendable {
    var operations: [Operation] = []
    var series: [SeriesIdentity] = []

    static func + (first: Drained, second: Drained) -> Drained {
      Drained(
        operations: first.operations + second.operations, series: first.series + second.series)
    }
  }

  /// Adds an update to those of its series; what could never be carried out is `invalid` at once.
  mutating func take(_ action: Operation.Action, of series: SeriesIdentity) throws(MetricError) {
    try pending[place(of: series)].take(action)
  }

  private mutating func place(of series: SeriesIdentity) -> Int {
    if let place = places[series.reference] { return place }
    places[series.reference] = pending.count
    pending.append(PendingSeries(series, keepsEvents: keepsEvents))
    return pending.count - 1
  }

  /// Takes everything out.
  mutating func drain() -> Drained {
    var drained = Drained()
    for series in pending {
      for action in series.actions {
        drained.operations.append(Operation(series: series.identity.reference, action: action))
        drained.series.append(series.identity)
      }
    }
    self = PendingUpdates(keepsEvents: keepsEvents)
    return drained
  }

  /// Puts what was not carried out before what came since.
  mutating func putBack(_ drained: Drained, from first: Int) {
    let later = drain()
    for (operation, series) in zip(drained.operations, drained.series).dropFirst(first) {
      pending[place(of: series)].keep(operation.action)
    }
    for (operation, series) in zip(later.operations, later.series) {
      pending[place(of: series)].keep(operation.action)
    }
  }
}
