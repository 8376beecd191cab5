internal import CoreMetrics
internal import MetricModel
internal import MetricStore
internal import Statistics
internal import StatisticsMetrics
internal import SystemCalls

// Counts in step in several metrics for ever, commits every 100 steps, and says so: for a test that
// kills it. `flush-loop DATABASE`

// Unbuffered: what was said was committed.
func say(_ line: String) {
  do throws(MetricError) { try StandardStream.output.writeLine(line) } catch { Process.exit(1) }
}

let factory = StatisticsMetricsFactory(
  DatabaseStatistics(
    Database(at: CommandLine.arguments[1], options: DatabaseOptions(durability: .relaxed)))
) { report in say("report: \(report)") }

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
    say("committed \(steps)")
  }
}
