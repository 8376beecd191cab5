internal import Exposition
internal import MetricModel
internal import Testing

@Suite struct PrometheusReaderTests {
  private static let crlf =
    "the line ends in a carriage return and a line feed (CRLF): only a line feed may end it "
    + #"(tr -d '\r' takes the others out)"#

  @Test func `comments, blanks and metadata come in any order`() throws {
    let text = #"""
      # a comment
      #
        # TYPE  a	gauge
      #HELP a 	A "gauge"\\ of\nlines. 

        a {  x = "1" , y="\"\\\n" , }   1   -5
      a	2
      # HELP b_total B.
      # TYPE b_total counter
      b_total 3 1700000000000
      # TYPE c counter
      c 4
      # TYPE d counter
      d_total{x="1"} 5
      # UNIT is a comment here
      e NaN
      # TYPE f untyped
      # HELP f
      f -1
      """# + "\n"
    #expect(
      try Taken.text(text) == #"""
        # TYPE a gauge
        # HELP a A \"gauge\"\\ of\nlines. 
        a 2
        a{x="1",y="\"\\\n"} 1
        # TYPE b counter
        # HELP b B.
        b_total 3
        # TYPE c unknown
        c 4
        # TYPE d counter
        d_total{x="1"} 5
        # TYPE e unknown
        e NaN
        # TYPE f unknown
        f -1
        # EOF

        """#)
  }

  @Test func `the samples of histograms and summaries may stand apart`() throws {
    let text = #"""
      # TYPE a histogram
      a_bucket{le="1",x="1"} 1
      a_bucket{le="1",x="2"} 2
      a_bucket{le="+Inf",x="2"} 4
      a_bucket{le="Inf",x="1"} 3
      a_sum{x="1"} 1
      a_sum{x="2"} 0.5
      a_count{x="1"} 3
      a_count{x="2"} 4
      # TYPE b summary
      b_count 1
      b_count{x="1"} 2
      b_sum 3
      b_sum{x="1"} 4
      b{quantile="0.5"} 5
      b{x="1",quantile="0.5"} 6
      # TYPE c histogram
      c_bucket{le="-1"} 0
      c_bucket{le="+Inf"} 1
      """# + "\n"
    #expect(
      try Taken.text(text, .prometheus) == #"""
        # TYPE a histogram
        a_bucket{x="1",le="1.0"} 1
        a_bucket{x="1",le="+Inf"} 3
        a_count{x="1"} 3
        a_sum{x="1"} 1
        a_bucket{x="2",le="1.0"} 2
        a_bucket{x="2",le="+Inf"} 4
        a_count{x="2"} 4
        a_sum{x="2"} 0.5
        # TYPE b summary
        b{quantile="0.5"} 5
        b_count 1
        b_sum 3
        b{x="1",quantile="0.5"} 6
        b_count{x="1"} 2
        b_sum{x="1"} 4
        # TYPE c histogram
        c_bucket{le="-1.0"} 0
        c_bucket{le="+Inf"} 1
        # EOF

        """#)
  }

  @Test func `a gauge of created times right behind its metric belongs to that`() throws {
    let text = #"""
      # HELP a_total A.
      # TYPE a_total counter
      a_total 1
      a_total{x="1"} 2
      # HELP a_created A.
      # TYPE a_created gauge
      a_created{x="1"} 1700000000.123456789
      a_created 1.7e+09
      # TYPE b_created gauge
      b_created 5
      """# + "\n"
    #expect(
      try Taken.text(text, created: true) == #"""
        # TYPE a counter
        # HELP a A.
        a_total 1
        a_created 1700000000
        a_total{x="1"} 2
        a_created{x="1"} 1700000000.123456789
        # TYPE b_created gauge
        b_created 5
        # EOF

        """#)
  }

  @Test(arguments: [
    Refusal.prometheus("a 1 5.5\n", 1, 5, "'5.5' is not a timestamp"),
    .prometheus("a 1 5 6\n", 1, 7, "expected the end of the line, found '6'"),
    .prometheus("a 1 # {} 1\n", 1, 5, "'#' is not a timestamp"),
    .prometheus("# HELP a A.\r\n# TYPE a gauge\r\na 1\r\n", 2, 15, crlf),
    .prometheus("a 1\r\n", 1, 4, crlf),
    .prometheus("\u{feff}a 1\n", 1, 1, "the text must not begin with a byte order mark"),
    .prometheus("# TYPE a gauge\n# TYPE a counter\n", 2, 10, "a second TYPE of 'a'"),
    .prometheus("# HELP a A.\na 1\n# HELP a B.\n", 3, 10, "a second HELP of 'a'"),
    .prometheus(
      "a{b=\"\\d\"} 1\n", 1, 6,
      #"'\d' is not an escape sequence of Prometheus text (\\, \n, and \" in labels)"#),
    .prometheus(
      "# HELP a \\\"\n", 1, 10,
      #"'\"' is not an escape sequence of Prometheus text (\\, \n, and \" in labels)"#),
    .prometheus(
      "# HELP a \\\n", 1, 10,
      #"'\' is not an escape sequence of Prometheus text (\\, \n, and \" in labels)"#),
    .prometheus("# HELP\n", 1, 7, "expected one blank, found the end of the line"),
    .prometheus("# TYPE a\n", 1, 9, "expected one blank, found the end of the line"),
    .prometheus("# TYPE a info\n", 1, 10, "'info' is not a type of this format"),
    .prometheus("# TYPE a gauge x\n", 1, 16, "expected the end of the line, found 'x'"),
    .prometheus("a 1\n# TYPE a gauge\n", 2, 8, "metadata of 'a' must stand before its samples"),
    .prometheus(
      "a 1\na{x=\"1\"} 1\na 1\n", 3, 1, "a second sample of the same name for the series {}"),
    .prometheus(
      "# TYPE a summary\na_count 1\n# TYPE b gauge\nb 1\n# TYPE a_count gauge\na_count 1\n", 5, 1,
      "metrics 'a_count' and 'a' (line 1) would both have a sample 'a_count'"),
    .prometheus(
      "# TYPE a summary\na_sum 1\na_count 1\n# TYPE b gauge\n# TYPE a_created gauge\n", 5, 1,
      "metrics 'a_created' and 'a' (line 1) would both have a sample 'a_created'"),
    .prometheus(
      "# TYPE a summary\na_sum 1\n# TYPE a_created gauge\na_created{x=\"1\"} 1\n", 4, 1,
      "a created time of the series {x=\"1\"}, which is not there"),
    .prometheus(
      "# TYPE a_total counter\na_total 1\n# TYPE a_created gauge\na_created NaN\n", 4, 11,
      "'NaN' is not a created time (seconds since 1970, from 1677 to 2262)"),
    .prometheus(
      "# TYPE a_total counter\na_total 1\n# TYPE a_created gauge\na_created 1\na_created 2\n", 5, 1,
      "a second sample of the same name for the series {}"),
    .prometheus(
      "# TYPE a histogram\na_bucket{le=\"1\"} 2\na_bucket{le=\"0.5\"} 3\n", 2, 1,
      "buckets are cumulative: a count must not be below the one before"),
    .prometheus(
      "# TYPE a histogram\na_bucket{le=\"1\"} 2\na_count 1\n", 2, 1,
      "'a_count' must be what the +Inf bucket says"),
    .prometheus(
      "# TYPE a summary\na{quantile=\"NaN\"} 2\n", 2, 13,
      "a quantile must be a number, found 'NaN'"),
    .prometheus(
      "# TYPE a summary\na_count 1\na_count{x=\"1\"} 1\na_count 2\n", 4, 1,
      "a second sample of the same name for the series {}"),
  ])
  func `text that breaks a rule is refused`(refusal: Refusal) { refusal.check() }
}
