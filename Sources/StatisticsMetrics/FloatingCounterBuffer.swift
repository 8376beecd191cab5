internal import CoreMetrics
internal import MetricModel
internal import MetricOperations
internal import Synchronization
internal import SystemCalls

/// A counter of any numbers between two commits.
final class FloatingCounterBuffer: FloatingPointCounterHandler, BufferedSeries {
  private struct State {
    var wasReset = false
    var sum = 0.0
    /// A new series is committed with 0.
    var isTouched = true
  }

  private let state = Lock(State())
  let identity: BufferedIdentity

  init(_ identity: BufferedIdentity) { self.identity = identity }

  func increment(by amount: Double) {
    guard amount >= 0, amount.isFinite else {
      identity.refuse(.invalid(.counterDelta(identity.reference.name, amount)))
      return
    }
    state.withLock {
      $0.sum += amount
      $0.isTouched = true
    }
  }

  func reset() { state.withLock { $0 = State(wasReset: true) } }

  func collect(into actions: inout [Operation.Action]) {
    state.withLock { state in
      if state.wasReset { actions.append(.reset) }
      if state.isTouched { actions.append(.add(state.sum)) }
      state = State(isTouched: false)
    }
  }

  func putBack(_ actions: ArraySlice<Operation.Action>) {
    state.withLock { state in
      if state.wasReset { return }
      for action in actions {
        switch action {
        case .reset: state.wasReset = true
        case .add(let number):
          state.sum += number
          state.isTouched = true
        default: continue
        }
      }
    }
  }
}
