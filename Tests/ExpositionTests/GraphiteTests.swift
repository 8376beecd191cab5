internal import Exposition
internal import MetricModel
internal import Testing

@Suite struct GraphiteTests {
  @Test func `labels are tags, and numbers that carbon cannot keep are left out`() throws {
    #expect(
      try Example.text(.graphite) == #"""
        age_seconds 59.75 1700000100
        http_requests_total;code=200;path=/a,"b"\_ 17 1700000100
        http_requests_total;code=404 0.5 1700000100
        temperature_celsius -0.0 1700000100

        """#)
  }

  @Test func `labels are parts of the name`() throws {
    let options = ExpositionOptions(namespace: try MetricName("app"), labelStyle: .dotted)
    #expect(
      try Example.text(.graphite, options) == #"""
        app_age_seconds 59.75 1700000100
        app_http_requests_total.code.200.path._a__b___ 17 1700000100
        app_http_requests_total.code.404 0.5 1700000100
        app_temperature_celsius -0.0 1700000100

        """#)
  }

  @Test func `each number of every kind is a line`() throws {
    #expect(
      try Example.text(.graphite, of: try EveryKind.snapshot()) == """
        build_info;version=1.2 1 1700000100
        state;state=up 0 1700000100
        state;state=half_up 1 1700000100
        wait_seconds_bucket;le=0.5 1 1700000100
        wait_seconds_bucket;le=2.0 3 1700000100
        wait_seconds_bucket;le=+Inf 4 1700000100
        wait_seconds_count 4 1700000100
        wait_seconds_sum 7.5 1700000100
        wait_seconds_bucket;code=200;le=0.5 0 1700000100
        wait_seconds_bucket;code=200;le=2.0 0 1700000100
        wait_seconds_bucket;code=200;le=+Inf 3 1700000100
        wait_seconds_count;code=200 3 1700000100
        size;a=b;quantile=0.5 2.5 1700000100
        size_count;a=b 4 1700000100
        size_sum;a=b 10 1700000100

        """)
  }

  @Test func `a tag holds nothing at which carbon would cut the line`() throws {
    let labels = try LabelSet([
      ("name", "x"), ("a", "~b;c d\u{a0}e\u{2028}f\tg"), ("z", "é=~"),
    ])
    var table = SeriesTable(wordsPerSeries: 1)
    table.append(labels: labels.canonical[...], word: 1.0.bitPattern, created: Example.created)
    var family = try Example.family("g", .gauge, help: "", [])
    family.series = table
    let snapshot = MetricSnapshot(takenAt: Example.takenAt, families: [family])
    #expect(
      try Example.text(.graphite, of: snapshot)
        == "g;a=_b_c_d_e_f_g;name_=x;z=é=~ 1 1700000100\n")
  }
}
