internal import Exposition
internal import MetricModel
internal import Testing

@Suite struct PrometheusTests {
  @Test func `counters carry their suffix in the metadata and unknown is untyped`() throws {
    #expect(
      try Example.text(.prometheus) == #"""
        # HELP age_seconds Since the last backup.
        # TYPE age_seconds gauge
        age_seconds 59.75
        # HELP http_requests_total Requests "served" \\ in\nall.
        # TYPE http_requests_total counter
        http_requests_total{code="200",path="/a,\"b\"\\\n"} 17
        http_requests_total{code="404"} 0.5
        # TYPE odd untyped
        odd NaN
        # TYPE temperature_celsius gauge
        temperature_celsius -0.0
        temperature_celsius{room="hall"} -Inf

        """#)
  }

  @Test func `created times asked for are a gauge after the counter`() throws {
    let family = try Example.family(
      "jobs", .counter, help: "Done.", [("", 1.0.bitPattern), ("q=a", 2.0.bitPattern)])
    let snapshot = MetricSnapshot(takenAt: Example.takenAt, families: [family])
    let options = ExpositionOptions(namespace: try MetricName("app"), showsCreated: true)
    #expect(
      try Example.text(.prometheus, of: snapshot, options) == """
        # HELP app_jobs_total Done.
        # TYPE app_jobs_total counter
        app_jobs_total 1
        app_jobs_total{q="a"} 2
        # HELP app_jobs_created Done.
        # TYPE app_jobs_created gauge
        app_jobs_created 1700000000.5
        app_jobs_created{q="a"} 1700000000.5

        """)
  }

  @Test func `nothing at all is no text`() throws {
    let snapshot = MetricSnapshot(takenAt: Example.takenAt, families: [])
    #expect(try Example.text(.prometheus, of: snapshot).isEmpty)
  }
}
