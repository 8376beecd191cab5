internal import CoreMetrics
internal import MetricModel
internal import MetricOperations
internal import Synchronization
internal import SystemCalls

/// A meter, or a recorder that does not aggregate, between two commits.
///
/// Increments stay increments, so that the meters of several processes can share one gauge.
final class GaugeBuffer: MeterHandler, RecorderHandler, BufferedSeries {
  private struct State {
    /// What it was set to, with what was added since; nil when it was not set.
    var number: Double?
    /// What was added without having been set; nil for nothing.
    var sum: Double?
  }

  private let state = Lock(State())
  let identity: BufferedIdentity

  init(_ identity: BufferedIdentity) { self.identity = identity }

  func set(_ value: Int64) { set(Double(value)) }
  func set(_ value: Double) { state.withLock { $0 = State(number: value) } }
  func record(_ value: Int64) { set(Double(value)) }
  func record(_ value: Double) { set(value) }
  func decrement(by amount: Double) { increment(by: -amount) }

  func increment(by amount: Double) {
    guard amount.isFinite else {
      identity.refuse(.invalid(.observation(identity.reference.name, amount)))
      return
    }
    state.withLock { state in
      if let number = state.number {
        state.number = number + amount
      } else {
        state.sum = (state.sum ?? 0) + amount
      }
    }
  }

  func collect(into actions: inout [Operation.Action]) {
    state.withLock { state in
      if let number = state.number { actions.append(.set(number, onlyIfNew: false)) }
      if let sum = state.sum { actions.append(.add(sum)) }
      state = State()
    }
  }

  func putBack(_ actions: ArraySlice<Operation.Action>) {
    state.withLock { state in
      guard state.number == nil else { return }
      for action in actions {
        switch action {
        case .set(let number, onlyIfNew: _):
          state = State(number: number + (state.sum ?? 0))
        case .add(let number): state.sum = (state.sum ?? 0) + number
        default: continue
        }
      }
    }
  }
}
