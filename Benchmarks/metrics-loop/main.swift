internal import CoreMetrics
internal import MetricsTestKit
internal import Statistics
internal import StatisticsMetrics
internal import Synchronization

// `metrics-loop [ROUNDS] [INCREMENTS]`: increments a swift-metrics counter on this project's
// factory, on one that is an atomic number and nothing else, and on swift-metrics' TestMetrics, in
// turn; prints nanoseconds for one increment, a line for each round:
//
//     ours atomic test
//
// The clock is read in this process, since starting it would cost more than the loop.

/// The least that a handler can do: add to an atomic number.
final class AtomicCounter: CounterHandler {
  let value = Atomic<Int64>(0)
  func increment(by amount: Int64) { value.wrappingAdd(amount, ordering: .relaxed) }
  func reset() { value.store(0, ordering: .relaxed) }
}

/// Nanoseconds for one increment of a counter.
@inline(never)
func measure(_ counter: Counter, _ increments: Int) -> Double {
  let start = ContinuousClock.now
  for _ in 0..<increments { counter.increment(by: 1) }
  let (seconds, attoseconds) = (ContinuousClock.now - start).components
  return (Double(seconds) * 1e9 + Double(attoseconds) / 1e9) / Double(increments)
}

let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
let rounds = arguments.first ?? 11
let increments = arguments.dropFirst().first ?? 1_000_000
let backend = MemoryStatistics()
let factory = StatisticsMetricsFactory(backend) { report in print(report) }
let ours = Counter(label: "hits", factory: factory)
let atomic = Counter(
  label: "hits", dimensions: [], handler: AtomicCounter(), factory: NOOPMetricsHandler.instance)
for _ in 0..<rounds {
  // It keeps every increment: a new one each round, and fewer, or it would measure memory.
  let test = Counter(label: "hits", factory: TestMetrics())
  print(
    measure(ours, increments), measure(atomic, increments), measure(test, increments / 20))
}
try factory.flush()
