internal import CoreMetrics
internal import MetricModel
internal import MetricOperations
internal import Synchronization
internal import SystemCalls

/// A timer, or a recorder that aggregates, between two commits.
///
/// It holds what was observed as a histogram or summary of its own, to be added to the one it stands
/// for; or, where the backend needs each observation, all of them.
final class ObservationBuffer: RecorderHandler, TimerHandler, BufferedSeries {
  private struct State {
    var sum: SeriesState?
    var events: [Double] = []
  }

  private let state = Lock(State())
  let identity: BufferedIdentity
  /// The most single observations; nil where they are summed.
  private let eventLimit: Int?

  init(_ identity: BufferedIdentity, eventLimit: Int?) {
    self.identity = identity
    self.eventLimit = eventLimit
  }

  func record(_ value: Int64) { record(Double(value)) }
  func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }

  func record(_ value: Double) {
    do throws(MetricError) {
      try state.withLock { state throws(MetricError) in try observe(value, in: &state) }
    } catch { identity.refuse(error) }
  }

  private func observe(_ value: Double, in state: inout State) throws(MetricError) {
    if let eventLimit, state.events.count >= eventLimit {
      throw .invalid(.tooManyObservations(identity.reference.name, eventLimit))
    }
    var sum = state.sum ?? fresh()
    state.sum = nil  // Lets go of the counts, so that they change in place.
    defer { state.sum = sum }
    try sum.observe(value, in: identity.reference, layout: identity.layout, at: sum.created)
    if eventLimit != nil { state.events.append(value) }
  }

  func collect(into actions: inout [Operation.Action]) {
    let taken = state.withLock { state in
      defer { state = State() }
      return state
    }
    if eventLimit != nil {
      actions += taken.events.map { .observe($0) }
    } else if let sum = taken.sum {
      actions.append(.merge(sum.value))
    }
  }

  func putBack(_ actions: ArraySlice<Operation.Action>) {
    state.withLock { state in
      var events: [Double] = []
      for action in actions {
        if case .observe(let number) = action { events.append(number) }
        if case .merge(let value) = action { merge(value, into: &state) }
      }
      state.events = events + state.events
    }
  }

  private func merge(_ value: MetricValue, into state: inout State) {
    var sum = state.sum ?? fresh()
    do throws(MetricError) {
      try sum.merge(value, into: identity.reference, at: sum.created)
      state.sum = sum
    } catch { identity.refuse(error) }
  }

  private func fresh() -> SeriesState {
    .fresh(identity.kind, layout: identity.layout, at: Timestamp(nanoseconds: 0))
  }
}
