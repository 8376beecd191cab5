internal import CoreMetrics
internal import MetricModel
internal import Statistics
internal import StatisticsMetrics
internal import Testing

@Suite struct MetricsMappingTests {
  @Test("Each of swift-metrics' metrics becomes one of OpenMetrics'")
  func mapping() throws {
    let test = MetricsTest(
      options: StatisticsMetricsOptions(
        namespace: "app", recorders: .summary([]),
        distributions: ["body.size": .histogram([100, 1_000])],
        help: ["http.requests": "Requests answered."]))
    let factory = test.factory
    test.counter("http.requests", [("http.method", "GET")]).increment(by: 3)
    FloatingPointCounter(label: "cpu.work", factory: factory).increment(by: 0.25)
    let meter = Meter(label: "queue-length", factory: factory)
    meter.set(10)
    meter.increment(by: 2)
    meter.decrement(by: 0.5)
    Recorder(label: "last", aggregate: false, factory: factory).record(7)
    Recorder(label: "2nd size", factory: factory).record(5)
    Recorder(label: "body.size", factory: factory).record(512)
    Timer(label: "wait", factory: factory).recordMilliseconds(250)
    try factory.flush()
    #expect(
      try test.text() == """
        # TYPE app_2nd_size summary
        app_2nd_size_count 1
        app_2nd_size_sum 5
        # TYPE app_body_size histogram
        app_body_size_bucket{le="100.0"} 0
        app_body_size_bucket{le="1000.0"} 1
        app_body_size_bucket{le="+Inf"} 1
        app_body_size_count 1
        app_body_size_sum 512
        # TYPE app_cpu_work counter
        app_cpu_work_total 0.25
        # TYPE app_http_requests counter
        # HELP app_http_requests Requests answered.
        app_http_requests_total{http_method="GET"} 3
        # TYPE app_last gauge
        app_last 7
        # TYPE app_queue_length gauge
        app_queue_length 11.5
        # TYPE app_wait_seconds histogram
        # UNIT app_wait_seconds seconds
        app_wait_seconds_bucket{le="0.001"} 0
        app_wait_seconds_bucket{le="0.01"} 0
        app_wait_seconds_bucket{le="0.1"} 0
        app_wait_seconds_bucket{le="1.0"} 1
        app_wait_seconds_bucket{le="10.0"} 1
        app_wait_seconds_bucket{le="100.0"} 1
        app_wait_seconds_bucket{le="+Inf"} 1
        app_wait_seconds_count 1
        app_wait_seconds_sum 0.25
        # EOF

        """)
    #expect(test.reports == [])
  }

  @Test("Handlers made twice for the same labels are one series, whatever the order")
  func sameSeries() throws {
    let test = MetricsTest()
    test.counter("hits", [("a", "1"), ("b", "2")]).increment()
    test.counter("hits", [("b", "2"), ("a", "1")]).increment()
    FloatingPointCounter(
      label: "hits", dimensions: [("a", "1"), ("b", "2")], factory: test.factory
    )
    .increment(by: 0.5)
    test.counter("hits").increment()
    try test.factory.flush()
    #expect(
      try test.text() == """
        # TYPE hits counter
        hits_total 1
        hits_total{a="1",b="2"} 2.5
        # EOF

        """)
  }

  @Test("A name that two labels would share is the first one's, and the second is told of, once")
  func collisions() throws {
    let test = MetricsTest()
    test.counter("http.requests").increment()
    for _ in 0..<2 { test.counter("http_requests").increment(by: 10) }
    Meter(label: "http.requests", factory: test.factory).set(5)
    test.counter("hits", [("a.b", "1")]).increment()
    test.counter("hits", [("a_b", "1")]).increment(by: 10)
    test.counter("hits", [("a.b", "1"), ("a-b", "2")]).increment(by: 10)
    Timer(label: "wait", dimensions: [("le", "1")], factory: test.factory).recordSeconds(1)
    test.counter("http.requests.created").increment()
    try test.factory.flush()
    let name = try MetricName("http_requests")
    #expect(
      test.reports == [
        .refused(
          label: "http_requests",
          reason: .invalid(.nameTaken("http_requests", by: "http.requests"))),
        .refused(
          label: "http.requests",
          reason: .invalid(.kindConflict(name, declared: .counter, wanted: .gauge))),
        .refused(label: "hits", reason: .invalid(.nameTaken("a_b", by: "a.b"))),
        .refused(label: "hits", reason: .invalid(.nameTaken("a-b", by: "a.b"))),
        .refused(label: "wait", reason: .invalid(.reservedLabel("le"))),
        .refused(
          label: "http.requests.created",
          reason: .invalid(.collision(try MetricName("http_requests_created"), with: name))),
      ])
    #expect(
      try test.text() == """
        # TYPE hits counter
        hits_total{a_b="1"} 1
        # TYPE http_requests counter
        http_requests_total 1
        # EOF

        """)
  }

  @Test("Updates that break a rule are told of once for each series, and the others count")
  func refusedUpdates() throws {
    let test = MetricsTest()
    let hits = test.counter("hits")
    hits.increment(by: 2)
    for _ in 0..<3 { hits.increment(by: -1) }
    let wait = Timer(label: "wait", factory: test.factory)
    wait.recordNanoseconds(-5)
    wait.recordSeconds(1)
    let sizes = Recorder(label: "sizes", factory: test.factory)
    sizes.record(Double.nan)
    sizes.record(1)
    try test.factory.flush()
    #expect(test.reports.count == 3)
    #expect(
      test.reports.first
        == .refused(label: "hits", reason: .invalid(.counterDelta(try MetricName("hits"), -1))))
    let text = try test.text()
    #expect(text.contains("hits_total 2\n"))
    #expect(text.contains("wait_seconds_count 1\n"))
    #expect(text.contains("sizes_count 1\n"))
  }

  @Test("A counter past 63 bits in one interval counts on, as exactly as doubles can")
  func large() throws {
    let test = MetricsTest()
    let hits = test.counter("hits")
    hits.increment(by: Int64.max)
    hits.increment(by: Int64.max)
    try test.factory.flush()
    let series = SeriesReference(name: try MetricName("hits"), labels: .empty)
    #expect(test.backend.memory.state(of: series)?.value == .number(18_446_744_073_709_551_616))
    let exact = test.counter("exact")
    exact.increment(by: 1 << 53 + 1)
    try test.factory.flush()
    #expect(
      test.reports.map { if case .refused("exact", .invalid(.incrementLost)) = $0 { 1 } else { 0 } }
        == [1])
  }
}
