internal import Exposition
internal import MetricModel
internal import Testing

@Suite struct OpenMetricsTests {
  @Test func `every kind is written, and a family without series is not`() throws {
    #expect(
      try Example.text(.openmetrics) == #"""
        # TYPE age_seconds gauge
        # UNIT age_seconds seconds
        # HELP age_seconds Since the last backup.
        age_seconds 59.75
        # TYPE http_requests counter
        # HELP http_requests Requests \"served\" \\ in\nall.
        http_requests_total{code="200",path="/a,\"b\"\\\n"} 17
        http_requests_created{code="200",path="/a,\"b\"\\\n"} 1700000000.5
        http_requests_total{code="404"} 0.5
        http_requests_created{code="404"} 1700000000.5
        # TYPE odd unknown
        odd NaN
        # TYPE temperature_celsius gauge
        # UNIT temperature_celsius celsius
        temperature_celsius -0.0
        temperature_celsius{room="hall"} -Inf
        # EOF

        """#)
  }

  @Test func `a namespace stands before every name`() throws {
    let family = try Example.family("jobs", .counter, help: "Done.", [("", 1.0.bitPattern)])
    let snapshot = MetricSnapshot(takenAt: Example.takenAt, families: [family])
    let options = ExpositionOptions(namespace: try MetricName("app"), showsCreated: false)
    #expect(
      try Example.text(.openmetrics, of: snapshot, options) == """
        # TYPE app_jobs counter
        # HELP app_jobs Done.
        app_jobs_total 1
        # EOF

        """)
  }

  @Test func `nothing at all is an end of file`() throws {
    let snapshot = MetricSnapshot(takenAt: Example.takenAt, families: [])
    #expect(try Example.text(.openmetrics, of: snapshot) == "# EOF\n")
  }
}
