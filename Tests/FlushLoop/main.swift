internal import CoreMetrics
internal import MetricStore
internal import Statistics
internal import StatisticsMetrics

// Counts in step in several metrics for ever, commits every 100 steps, and says so: for a test that
// kills it. `flush-loop DATABASE`
let factory = StatisticsMetricsFactory(
  DatabaseStatistics(
    Database(at: CommandLine.arguments[1], options: DatabaseOptions(durability: .relaxed)))
) { report in print("report: \(report)") }

let counters = (0..<4).map { number in
  Counter(label: "steps", dimensions: [("counter", "\(number)")], factory: factory)
}
let recorder = Recorder(label: "sizes", factory: factory)
var steps = 0
while true {
  steps += 1
  for counter in counters { counter.increment() }
  recorder.record(1)
  if steps % 100 == 0 {
    try factory.flush()
    print("committed \(steps)")
  }
}
