internal import MetricModel
internal import MetricStore
internal import Metrics
internal import Statistics
internal import StatisticsMetrics

// A server whose swift-metrics land in a database that other programs share:
//
//     metrics-server DATABASE <requests.txt
//
// It answers each line of its input as if it were a request, and ends with it.

let factory = StatisticsMetricsFactory(
  DatabaseStatistics(Database(at: CommandLine.arguments[1])),
  options: StatisticsMetricsOptions(
    namespace: "example", help: ["http.requests": "Requests answered."])
) { report in
  print("metrics: \(report)")
}
MetricsSystem.bootstrap(factory)

// A value that is asked for before each commit, and costs nothing in between.
let start = ContinuousClock.now
let uptime = Gauge(label: "uptime.seconds")
factory.onCollect("uptime") { uptime.record((ContinuousClock.now - start).components.seconds) }

/// Answers a request as any code with swift-metrics does, whatever is behind it.
func answer(_ path: Substring) async {
  let code = path == "/" ? "200" : "404"
  Gauge(label: "http.last-length").record(path.utf8.count)
  let timer = Timer(label: "http.request.duration")
  let start = ContinuousClock.now
  await Task.yield()
  timer.recordNanoseconds((ContinuousClock.now - start).components.attoseconds / 1_000_000_000)
  Counter(label: "http.requests", dimensions: [("code", code)]).increment()
}

// `run()` commits every second until its task is cancelled, and then all that is left.
let committing = Task { try await factory.run() }
while let line = readLine() { await answer(line[...]) }
committing.cancel()
try await committing.value
