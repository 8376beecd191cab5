internal import Exposition
internal import MetricModel
internal import Testing

/// The rules of OpenMetrics about text, lines and metadata.
@Suite struct LineRuleTests {
  private static let crlf =
    "the line ends in a carriage return and a line feed (CRLF): only a line feed may end it "
    + #"(tr -d '\r' takes the others out)"#

  @Test(arguments: [
    Refusal.text(
      "", .openmetrics, 1, 1,
      "the text must end in '# EOF' (it was cut off; or it is Prometheus text: "
        + "--format prometheus)"),
    .text(
      "a 1\n", .openmetrics, 2, 1,
      "the text must end in '# EOF' (it was cut off; or it is Prometheus text: "
        + "--format prometheus)"),
    .text(
      "a 1 # EOF\n", .openmetrics, 2, 1,
      "the text must end in '# EOF' (it was cut off; or it is Prometheus text: "
        + "--format prometheus)"),
    .text(
      "a 1\n# EOF\n\n", .openmetrics, 4, 1,
      "the text must end in '# EOF' (it was cut off; or it is Prometheus text: "
        + "--format prometheus)"),
    .text("a 1\n# EOF\nb 1\n# EOF\n", .openmetrics, 3, 1, "nothing may follow '# EOF'"),
    .text(
      "\u{feff}# EOF\n", .openmetrics, 1, 1, "the text must not begin with a byte order mark"),
    .openMetrics("a 1\n\n", 2, 1, "OpenMetrics has no blank lines"),
    .openMetrics(
      "# a comment\n", 1, 3,
      "only TYPE, UNIT, HELP and EOF may follow '# ' in OpenMetrics, found 'a'"),
    .openMetrics("#TYPE a gauge\n", 1, 2, "expected one blank, found 'T'"),
    .openMetrics("a 1\r\n", 1, 4, crlf),
    .openMetrics("# TYPE a gauge\r\na 1\r\n", 1, 15, crlf),
    .openMetrics(" a 1\n", 1, 1, "expected a metric name, found a blank"),
    .openMetrics("0a 1\n", 1, 1, "expected a metric name, found '0'"),
    .openMetrics("é 1\n", 1, 1, "expected a metric name, found 'é'"),
    .openMetrics("a\n", 1, 2, "expected one blank, found the end of the line"),
    .openMetrics("a-b 1\n", 1, 2, "expected one blank, found '-'"),
    .openMetrics("a  1\n", 1, 3, "expected a value, found a blank"),
    .openMetrics("a\t1\n", 1, 2, "expected one blank, found '\\u{9}'"),
    .openMetrics("a \n", 1, 3, "expected a value, found the end of the line"),
    .openMetrics("a 1 \n", 1, 5, "expected a timestamp, found the end of the line"),
    .openMetrics(
      String(repeating: "a", count: 1025) + " 1\n", 1, 1,
      "a metric name of 1025 bytes is too long (1024)"),
  ])
  func `a line that breaks a rule is refused`(refusal: Refusal) { refusal.check() }

  @Test(arguments: [
    Refusal.openMetrics("# TYPE a gauges\n", 1, 10, "'gauges' is not a type of this format"),
    .openMetrics("# TYPE a untyped\n", 1, 10, "'untyped' is not a type of this format"),
    .openMetrics("# TYPE a Gauge\n", 1, 10, "'Gauge' is not a type of this format"),
    .openMetrics("# TYPE a\n", 1, 9, "expected one blank, found the end of the line"),
    .openMetrics("# TYPE a gauge \n", 1, 15, "expected the end of the line, found a blank"),
    .openMetrics("# TYPE  a gauge\n", 1, 8, "expected a metric name, found a blank"),
    .openMetrics("# HELP a\n", 1, 9, "expected one blank, found the end of the line"),
    .openMetrics("# TYPE a gauge\n# TYPE a gauge\n", 2, 8, "a second TYPE of 'a'"),
    .openMetrics("# HELP a x\n# HELP a x\n", 2, 8, "a second HELP of 'a'"),
    .openMetrics("# UNIT a_s s\n# UNIT a_s s\n", 2, 8, "a second UNIT of 'a_s'"),
    .openMetrics(
      "# TYPE a gauge\na 1\n# HELP a x\n", 3, 8, "metadata of 'a' must stand before its samples"),
    .openMetrics(
      "# TYPE a gauge\n# TYPE b gauge\n# HELP a x\n", 3, 8,
      "all lines of 'a' must stand together"),
    .openMetrics(
      "# UNIT a seconds\n", 1, 10,
      "with unit 'seconds' the name must end in '_seconds', found 'a'"),
    .openMetrics(
      "# TYPE seconds gauge\n# UNIT seconds seconds\n", 2, 16,
      "with unit 'seconds' the name must end in '_seconds', found 'seconds'"),
    .openMetrics(
      "# TYPE a_s info\n# UNIT a_s s\n", 2, 12, "a metric of type info has no unit"),
    .openMetrics(
      "# UNIT a_s s\n# TYPE a_s stateset\n", 2, 12, "a metric of type stateset has no unit"),
    .openMetrics("# UNIT a_s s-t\n", 1, 13, "expected the end of the line, found '-'"),
    .openMetrics(
      "# HELP a \(String(repeating: "x", count: 65_537))\n", 1, 10,
      "a help text of 65537 bytes is too long (65536)"),
  ])
  func `metadata that break a rule are refused`(refusal: Refusal) { refusal.check() }

  @Test(arguments: [
    Refusal.openMetrics("a 1\nb 1\na 2\n", 3, 1, "all lines of 'a' must stand together"),
    .openMetrics(
      "# TYPE a counter\na_total 1\n# TYPE b gauge\nb 1\na_total{x=\"1\"} 1\n", 5, 1,
      "all lines of 'a' must stand together"),
    .openMetrics(
      "# TYPE a counter\na 1\n", 2, 1, "'a' is not a sample of 'a', which is of type counter"),
    .openMetrics(
      "# TYPE a histogram\na 1\n", 2, 1, "'a' is not a sample of 'a', which is of type histogram"),
    .openMetrics(
      "# TYPE a info\na 1\n", 2, 1, "'a' is not a sample of 'a', which is of type info"),
    .openMetrics(
      "# TYPE a counter\na_total 1\n# TYPE a_total gauge\n", 3, 1,
      "metrics 'a_total' and 'a' (line 1) would both have a sample 'a_total'"),
    .openMetrics(
      "# TYPE a_created gauge\na_created 1\n# TYPE a counter\na_total 1\n", 3, 1,
      "metrics 'a' and 'a_created' (line 1) would both have a sample 'a_created'"),
    .openMetrics(
      "# TYPE a summary\na_count 1\na_sum 1\n# TYPE a_count gauge\na_count 1\n", 4, 1,
      "metrics 'a_count' and 'a' (line 1) would both have a sample 'a_count'"),
  ])
  func `families that mix or share names are refused`(refusal: Refusal) { refusal.check() }

  @Test(
    arguments: [
      ([0x61, 0x20, 0x31, 0x0a, 0x23, 0x20, 0xff], 2, 3),
      ([0xc3], 1, 1), ([0x61, 0xc0, 0x80], 1, 2), ([0xe0, 0x80, 0x80], 1, 1),
      ([0xed, 0xa0, 0x80], 1, 1), ([0xf4, 0x90, 0x80, 0x80], 1, 1),
      ([0xf5, 0x80, 0x80, 0x80], 1, 1),
      ([0xc3, 0xa9, 0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0x80], 1, 9),
    ] as [([UInt8], Int, Int)])
  func `bytes that are no UTF-8 are refused where they stand`(
    bytes: [UInt8], line: Int, column: Int
  ) {
    let text = bytes + Array("\n# EOF\n".utf8)
    do throws(MetricError) {
      _ = try ExpositionReader.read(text, from: "a", as: .openmetrics)
      Issue.record("taken")
    } catch {
      #expect(
        error.description
          == "e_inval: a: line \(line), column \(column): the text is not UTF-8 here")
    }
  }
}
