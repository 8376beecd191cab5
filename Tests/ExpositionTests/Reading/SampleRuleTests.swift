internal import Testing

/// The rules of OpenMetrics about labels, numbers, timestamps and exemplars.
@Suite struct SampleRuleTests {
  @Test(arguments: [
    Refusal.openMetrics("a{b=\"1\",} 1\n", 1, 9, "expected a label name, found '}'"),
    .openMetrics("a{,} 1\n", 1, 3, "expected a label name, found ','"),
    .openMetrics("a{0=\"1\"} 1\n", 1, 3, "expected a label name, found '0'"),
    .openMetrics("a{b:c=\"1\"} 1\n", 1, 4, "expected '=', found ':'"),
    .openMetrics("a{b=1} 1\n", 1, 5, "expected '\"', found '1'"),
    .openMetrics("a{b=\"1\" } 1\n", 1, 8, "expected ',' or '}', found a blank"),
    .openMetrics("a{b=\"1\", c=\"1\"} 1\n", 1, 9, "expected a label name, found a blank"),
    .openMetrics("a{b=\"1} 1\n", 1, 6, "the closing quote of a label value is missing"),
    .openMetrics("a{b=\"1\\\n", 1, 6, "the closing quote of a label value is missing"),
    .openMetrics("a{b=\"1\"\n", 1, 8, "expected ',' or '}', found the end of the line"),
    .openMetrics("a{b=\"1\"}1\n", 1, 9, "expected one blank, found '1'"),
    .openMetrics("a {b=\"1\"} 1\n", 1, 3, "'{b=' is not a number"),
    .openMetrics("a{b=\"é\",b=\"2\"} 1\n", 1, 9, "label 'b' is given twice"),
    .openMetrics("a{c=\"1\",b=\"1\",c=\"2\"} 1\n", 1, 15, "label 'c' is given twice"),
    .openMetrics("a{__b=\"1\"} 1\n", 1, 3, "label '__b' is reserved"),
    .openMetrics(
      "a{" + (0...64).map { "a\($0)=\"1\"" }.joined(separator: ",") + "} 1\n", 1, 505,
      "65 labels are too many (64)"),
    .openMetrics(
      "a{b=\"\(String(repeating: "x", count: 65_533))\"} 1\n", 1, 3,
      "labels of 65537 bytes are too long (65536)"),
  ])
  func `labels that break a rule are refused`(refusal: Refusal) { refusal.check() }

  @Test(
    arguments: [
      "x", "1_000", "0x10", "1e", "1e+", ".", "-", "+-1", "1.2.3", "--1", "infinit", "-nan",
      "1e999", "1,5", "1\r1", "١",
    ])
  func `what is no number is refused`(word: String) {
    let shown = word.replacing("\r", with: "\\u{d}")
    Refusal.openMetrics("a \(word)\n", 1, 3, "'\(shown)' is not a number").check()
  }

  @Test(arguments: [
    Refusal.openMetrics("a 1 x\n", 1, 5, "'x' is not a timestamp"),
    .openMetrics("a 1 NaN\n", 1, 5, "'NaN' is not a timestamp"),
    .openMetrics("a 1 +Inf\n", 1, 5, "'+Inf' is not a timestamp"),
    .openMetrics("a 1 1e999\n", 1, 5, "'1e999' is not a timestamp"),
    .openMetrics("a 1 2 3\n", 1, 7, "expected the end of the line, found '3'"),
    .openMetrics("a 1 5\na 2 4\n", 2, 1, "the timestamps of a series must increase"),
    .openMetrics(
      "a 1 5\na 2 5\n", 2, 1, "a second sample of the same name for the series {}"),
    .openMetrics(
      "a 1 5\na 2\n", 2, 1, "either all samples of a series have a timestamp or none has"),
    .openMetrics(
      "# TYPE a counter\na_total 1\na_created 1 5\n", 3, 1,
      "either all samples of a series have a timestamp or none has"),
    .openMetrics(
      "# TYPE a counter\na_created 1 5\na_total 1 6\n", 2, 1,
      "this series has no sample 'a_total'"),
  ])
  func `timestamps that break a rule are refused`(refusal: Refusal) { refusal.check() }

  private static let exemplarTypes =
    "only _total of a counter and _bucket of a histogram have exemplars"

  @Test(arguments: [
    Refusal.openMetrics("# TYPE a gauge\na 1 # {} 1\n", 2, 5, exemplarTypes),
    .openMetrics("# TYPE a counter\na_total 1\na_created 1 # {} 1\n", 3, 13, exemplarTypes),
    .openMetrics("# TYPE a counter\na_total 1 #{} 1\n", 2, 12, "expected one blank, found '{'"),
    .openMetrics(
      "# TYPE a counter\na_total 1 # 1\n", 2, 13, "expected labels in braces, found '1'"),
    .openMetrics(
      "# TYPE a counter\na_total 1 # {}\n", 2, 15, "expected one blank, found the end of the line"),
    .openMetrics("# TYPE a counter\na_total 1 # {} x\n", 2, 16, "'x' is not a number"),
    .openMetrics(
      "# TYPE a counter\na_total 1 # {} 1 x\n", 2, 18, "'x' is not a timestamp"),
    .openMetrics(
      "# TYPE a counter\na_total 1 # {b=\"1\",b=\"1\"} 1\n", 2, 20, "label 'b' is given twice"),
    .openMetrics(
      "# TYPE a counter\na_total 1 # {id=\"\(String(repeating: "é", count: 127))\"} 1\n", 2, 13,
      "an exemplar's labels have at most 128 characters, not 129"),
    .openMetrics(
      "# TYPE a histogram\na_bucket{le=\"1\"} 1 # {} 1.5\n", 2, 25,
      "the exemplar's value must not be above its bucket's bound"),
  ])
  func `exemplars that break a rule are refused`(refusal: Refusal) { refusal.check() }
}
