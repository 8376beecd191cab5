internal import Exposition
internal import MetricModel
internal import Testing

/// Lines of Prometheus text that stand apart, come again, or do not end.
@Suite struct PrometheusOrderTests {
  private func taken(_ text: String) throws -> String {
    try Taken.text(text, .prometheus, created: false)
  }

  @Test func `the lines of a metric may stand apart`() throws {
    let text = #"""
      # HELP a A.
      # TYPE a gauge
      a{x="2"} 2
      # TYPE b histogram
      b_bucket{le="1"} 1
      c 1
      a{x="1"} 1
      b_bucket{le="+Inf"} 3
      b_sum 2
      d_total 4
      b_count 3
      c{x="1"} 2
      # HELP c C.
      # HELP a A.
      a 0

      # a comment
      a{x="3"} 3
      """#
    #expect(
      try taken(text) == #"""
        # TYPE a gauge
        # HELP a A.
        a 0
        a{x="1"} 1
        a{x="2"} 2
        a{x="3"} 3
        # TYPE b histogram
        b_bucket{le="1.0"} 1
        b_bucket{le="+Inf"} 3
        b_count 3
        b_sum 2
        # TYPE c unknown
        # HELP c C.
        c 1
        c{x="1"} 2
        # TYPE d_total unknown
        d_total 4
        # EOF

        """#)
  }

  @Test func `metadata may come again, and a sample needs no blank behind its braces`() throws {
    let text = #"""
      # HELP a A.
      # TYPE a gauge
      a{x="1"}6
      # HELP a A.
      # TYPE a GAUGE
      a{x="2"}	7
      """#
    #expect(
      try taken(text) == #"""
        # TYPE a gauge
        # HELP a A.
        a{x="1"} 6
        a{x="2"} 7
        # EOF

        """#)
  }

  @Test func `samples apart are checked as those that stand together`() {
    for (text, line, rule) in [
      ("a 1\nb 1\na 2\n", 3, "a second sample of the same name for the series {}"),
      (
        "# TYPE a counter\na 1\nb 1\na{x=\"1\"} y\n", 4, "'y' is not a number"
      ),
      (
        "# TYPE a histogram\na_bucket{le=\"1\"} 1\nb 1\na_bucket{le=\"1\"} 2\n", 4,
        "a second sample of the same name for the series {}"
      ),
    ] {
      let reading = try? ExpositionReader.reading(of: Array(text.utf8), from: "a", as: .prometheus)
      let said = reading?.faults.map(\.error.description) ?? []
      #expect(said.count == 1 && said[0].hasPrefix("e_inval: a: line \(line), column "), "\(said)")
      #expect(said[0].hasSuffix(rule), "\(said)")
    }
  }

  @Test func `a name that looks like a sample of another metric is one of its own`() throws {
    let text = #"""
      # TYPE a gauge
      a 1
      a_count 2
      a_sum 3
      a_info 4
      # TYPE b summary
      b_sum 5
      b_count 1
      b_bucket 6
      # TYPE c_total counter
      c_total 7
      c_total_count 8
      """#
    #expect(
      try taken(text) == #"""
        # TYPE a gauge
        a 1
        # TYPE a_count unknown
        a_count 2
        # TYPE a_info unknown
        a_info 4
        # TYPE a_sum unknown
        a_sum 3
        # TYPE b summary
        b_count 1
        b_sum 5
        # TYPE b_bucket unknown
        b_bucket 6
        # TYPE c counter
        c_total 7
        # TYPE c_total_count unknown
        c_total_count 8
        # EOF

        """#)
  }

  @Test(arguments: ["a 1\n# EOF", "a{b=\"# EOF", "a 1 # EOF", "# EOF"])
  func `the mark of OpenMetrics does not end a last line`(text: String) throws {
    let reading = try ExpositionReader.reading(of: Array(text.utf8), from: "a", as: .prometheus)
    #expect(reading.metrics.families.count + reading.faults.count == (text == "# EOF" ? 0 : 1))
  }

  @Test func `of several points of one series the last is kept`() throws {
    let text = "a 1 100\na 2 200\na 3 150\nb 4\n"
    let reading = try ExpositionReader.reading(of: Array(text.utf8), from: "a", as: .prometheus)
    #expect(reading.faults.isEmpty)
    #expect(reading.earlierPointLine == 2)
    #expect(reading.metrics.families[0].series.word(0) == 2.0.bitPattern)
  }

  @Test func `created times are found wherever they stand`() throws {
    let text = #"""
      # TYPE a_created gauge
      a_created{x="1"} 1700000000.123456789
      # TYPE a_total counter
      a_total{x="1"} 2
      # TYPE b summary
      b_sum 1
      b_count 1
      # TYPE b_bytes gauge
      b_bytes 1
      # TYPE b_created gauge
      b_created 5
      # TYPE c_created gauge
      c_created 6
      """#
    let snapshot = try ExpositionReader.read(Array(text.utf8), from: "a", as: .prometheus)
    #expect(snapshot.families.map(\.family.name.text) == ["a", "b", "b_bytes", "c_created"])
    #expect(
      snapshot.families[0].series.created(0)
        == Timestamp(nanoseconds: 1_700_000_000_123_456_789))
    #expect(snapshot.families[1].series.created(0) == Timestamp(nanoseconds: 5_000_000_000))
  }
}
