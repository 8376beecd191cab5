internal import CoreMetrics
internal import MetricModel
internal import MetricOperations
internal import Synchronization
internal import SystemCalls

/// A counter of integers between two commits: one atomic addition for each increment.
final class CounterBuffer: CounterHandler, BufferedSeries {
  /// What does not change with every increment.
  private struct Rare {
    var wasReset = false
    /// What did not fit into 63 bits any more.
    var carried = 0.0
  }

  private let count = Atomic<Int64>(0)
  /// Whether there is something to commit although the count may be 0.
  private let isTouched = Atomic<Bool>(true)
  private let rare = Lock(Rare())
  let identity: BufferedIdentity

  init(_ identity: BufferedIdentity) { self.identity = identity }

  func increment(by amount: Int64) {
    guard amount >= 0 else {
      identity.refuse(.invalid(.counterDelta(identity.reference.name, Double(amount))))
      return
    }
    let sum = count.wrappingAdd(amount, ordering: .relaxed).newValue
    if sum < 0 { carry() }
  }

  func reset() {
    rare.withLock { rare in
      rare = Rare(wasReset: true)
      _ = count.exchange(0, ordering: .relaxed)
    }
  }

  func collect(into actions: inout [Operation.Action]) {
    rare.withLock { rare in
      if rare.wasReset { actions.append(.reset) }
      if rare.carried > 0 { actions.append(.add(rare.carried)) }
      rare = Rare()
      append(count.exchange(0, ordering: .relaxed), to: &actions)
    }
  }

  func putBack(_ actions: ArraySlice<Operation.Action>) {
    rare.withLock { rare in
      if rare.wasReset { return }
      for action in actions {
        switch action {
        case .reset: rare.wasReset = true
        case .add(let number):
          guard let whole = Int64(exactly: number), whole < 1 << 53 else {
            rare.carried += number
            continue
          }
          isTouched.store(true, ordering: .relaxed)
          let sum = count.wrappingAdd(whole, ordering: .relaxed).newValue
          if sum < 0 { rare.carried += takeUnsigned() }
        default: continue
        }
      }
    }
  }

  /// A count that a double does not hold goes in two parts, so that the rule about lost increments
  /// is asked and nothing is rounded here.
  private func append(_ count: Int64, to actions: inout [Operation.Action]) {
    let wasTouched = isTouched.exchange(false, ordering: .relaxed)
    guard count > 0 || wasTouched else { return }
    let low = count & (1 << 53 - 1)
    if count != low { actions.append(.add(Double(count - low))) }
    actions.append(.add(Double(low)))
  }

  private func carry() { rare.withLock { $0.carried += takeUnsigned() } }

  private func takeUnsigned() -> Double {
    Double(UInt64(bitPattern: count.exchange(0, ordering: .relaxed)))
  }
}
