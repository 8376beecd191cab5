internal import Exposition
internal import MetricModel
internal import MetricOperations
internal import Statistics
internal import Testing

@Suite struct MemoryTests {
  @Test("A snapshot of memory is written as a database's is")
  func exposition() throws {
    let backend = MemoryStatistics()
    let requests = try backend.metric(
      .counter, "http_requests", help: "Requests answered.", labels: ["method", "code"])
    try requests.withLabels("POST", "500").add(1)
    try requests.withLabels("GET", "200").add(41)
    try requests.withPartialLabel("GET").withLabels("200").add(1)
    let wait = try backend.metric(.histogram, "wait", unit: "seconds", layout: .buckets([0.1, 1]))
    try wait.withLabels().sample(0.25)
    try backend.metric(.gauge, "load", help: "Work that waits.").withLabels().set(0.5)
    var options = ExpositionOptions()
    options.showsCreated = false
    let text = try ExpositionFormat.openmetrics.bytes(of: backend.snapshot(), options: options)
    #expect(
      String(decoding: text, as: UTF8.self) == """
        # TYPE http_requests counter
        # HELP http_requests Requests answered.
        http_requests_total{code="200",method="GET"} 42
        http_requests_total{code="500",method="POST"} 1
        # TYPE load gauge
        # HELP load Work that waits.
        load 0.5
        # TYPE wait_seconds histogram
        # UNIT wait_seconds seconds
        wait_seconds_bucket{le="0.1"} 0
        wait_seconds_bucket{le="1.0"} 1
        wait_seconds_bucket{le="+Inf"} 1
        wait_seconds_count 1
        wait_seconds_sum 0.25
        # EOF

        """)
  }

  @Test("A reset of a counter moves its created time, one of a gauge does not")
  func created() throws {
    let backend = MemoryStatistics()
    let hits = try backend.metric(.counter, "hits").withLabels()
    let level = try backend.metric(.gauge, "level").withLabels()
    try hits.add(1)
    try level.set(1)
    let before = [hits, level].map { backend.state(of: $0.reference)?.created }
    try hits.reset()
    try level.reset()
    let after = [hits, level].map { backend.state(of: $0.reference)?.created }
    #expect(try #require(before[0]) < #require(after[0]))
    #expect(before[1] == after[1])
  }

  @Test("A commit that breaks a rule in the end changes nothing")
  func allOrNone() throws {
    let backend = MemoryStatistics()
    let hits = try backend.metric(.counter, "hits").withLabels()
    let level = try backend.metric(.gauge, "level", labels: ["a"])
    try hits.add(10)
    let series = try level.withLabels("1").reference
    let failure = commitFailure {
      () throws(CommitFailure) in
      try backend.commit([
        Operation(series: hits.reference, action: .add(5)),
        Operation(series: series, action: .set(1, onlyIfNew: false)),
        Operation(series: hits.reference, action: .set(3, onlyIfNew: false)),
      ])
    }
    #expect(
      failure
        == CommitFailure(.invalid(.counterDecrease(hits.reference, from: 15, to: 3))))
    #expect(backend.state(of: hits.reference)?.value == .number(10))
    #expect(backend.state(of: series) == nil)
  }
}

/// The failure that a commit ends in, or nil.
func commitFailure(of work: () throws(CommitFailure) -> Void) -> CommitFailure? {
  do throws(CommitFailure) { try work() } catch { return error }
  return nil
}

/// The error that a piece of work ends in, or nil.
func error(of work: () throws(MetricError) -> Void) -> MetricError? {
  do throws(MetricError) { try work() } catch { return error }
  return nil
}
