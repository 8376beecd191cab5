internal import Testing

/// The rules of OpenMetrics about each type.
@Suite struct KindRuleTests {
  private static let counter = "# TYPE a counter\n"
  private static let histogram = "# TYPE a histogram\n"
  private static let summary = "# TYPE a summary\n"
  private static let stateset = "# TYPE a stateset\n"

  @Test(arguments: [
    Refusal.openMetrics(counter + "a_total -1\n", 2, 9, "a counter must be 0 or more, found '-1'"),
    .openMetrics(counter + "a_total NaN\n", 2, 9, "a counter must be 0 or more, found 'NaN'"),
    .openMetrics(counter + "a_created 1\n", 2, 1, "this series has no sample 'a_total'"),
    .openMetrics(
      counter + "a_total 1\na_created{b=\"1\"} 1\n", 3, 1, "this series has no sample 'a_total'"),
    .openMetrics(
      counter + "a_total 1\na_created NaN\n", 3, 11,
      "'NaN' is not a created time (seconds since 1970, from 1677 to 2262)"),
    .openMetrics(
      counter + "a_total 1\na_created 9223372037\n", 3, 11,
      "'9223372037' is not a created time (seconds since 1970, from 1677 to 2262)"),
    .openMetrics(
      counter + "a_total 1\na_total 2\n", 3, 1,
      "a second sample of the same name for the series {}"),
    .openMetrics(
      counter + "a_total{b=\"1\"} 1\na_total{b=\"2\"} 1\na_created{b=\"1\"} 1\n", 4, 1,
      "this series has no sample 'a_total'"),
    .openMetrics(
      "# TYPE a gauge\na{b=\"1\"} 1\na{b=\"2\"} 1\na{b=\"1\"} 1\n", 4, 1,
      "all samples of the series {b=\"1\"} must stand together"),
    .openMetrics(
      "# TYPE a gauge\na{c=\"\",b=\"1\"} 1\na 1\na{b=\"1\"} 1\n", 4, 1,
      "all samples of the series {b=\"1\"} must stand together"),
    .openMetrics("# TYPE a info\na_info 0\n", 2, 8, "an info must be 1, found '0'"),
    .openMetrics("# TYPE a info\na_info NaN\n", 2, 8, "an info must be 1, found 'NaN'"),
  ])
  func `numbers that break a rule are refused`(refusal: Refusal) { refusal.check() }

  private static func buckets(_ pairs: (String, String)...) -> String {
    histogram + pairs.map { "a_bucket{le=\"\($0.0)\"} \($0.1)\n" }.joined()
  }

  @Test(arguments: [
    Refusal.openMetrics(histogram + "a_bucket 1\n", 2, 1, "the label 'le' is missing or empty"),
    .openMetrics(buckets(("", "1")), 2, 1, "the label 'le' is missing or empty"),
    .openMetrics(
      buckets(("x", "1")), 2, 14, "a bucket's bound must be a finite number or '+Inf', found 'x'"),
    .openMetrics(
      buckets(("NaN", "1")), 2, 14,
      "a bucket's bound must be a finite number or '+Inf', found 'NaN'"),
    .openMetrics(
      buckets(("Inf", "1")), 2, 14,
      "a bucket's bound must be a finite number or '+Inf', found 'Inf'"),
    .openMetrics(
      buckets(("-Inf", "1")), 2, 14,
      "a bucket's bound must be a finite number or '+Inf', found '-Inf'"),
    .openMetrics(
      buckets(("1 ", "1")), 2, 14,
      "a bucket's bound must be a finite number or '+Inf', found '1 '"),
    .openMetrics(
      buckets(("1", "0.5")), 2, 18, "a count must be a whole number, 0 or more, found '0.5'"),
    .openMetrics(
      buckets(("1", "-1")), 2, 18, "a count must be a whole number, 0 or more, found '-1'"),
    .openMetrics(
      buckets(("1", "NaN")), 2, 18, "a count must be a whole number, 0 or more, found 'NaN'"),
    .openMetrics(
      buckets(("1", "18446744073709551616")), 2, 18,
      "a count must be a whole number, 0 or more, found '18446744073709551616'"),
    .openMetrics(
      buckets(("1", "1"), ("0.5", "1")), 3, 1, "the bounds of buckets must increase"),
    .openMetrics(
      buckets(("1", "1"), ("1.0", "1")), 3, 1,
      "a second sample of the same name for the series {}"),
    .openMetrics(
      buckets(("1", "2"), ("2", "1")), 3, 1,
      "buckets are cumulative: a count must not be below the one before"),
    .openMetrics(buckets(("1", "1")), 2, 1, "a histogram must have a bucket le=\"+Inf\""),
    .openMetrics(
      histogram + "a_count 1\na_sum 1\n", 2, 1, "a histogram must have a bucket le=\"+Inf\""),
    .openMetrics(
      "# TYPE a gaugehistogram\na_bucket{le=\"+Inf\"} 1\na_gcount 2\na_gsum 1\n", 2, 1,
      "'a_gcount' must be what the +Inf bucket says"),
    .openMetrics(
      "# TYPE a gaugehistogram\na_bucket{le=\"+Inf\"} 1\na_gcount 1\na_gsum -1\n", 2, 1,
      "a gauge histogram without bounds below 0 has no _gsum below 0"),
    .openMetrics(
      buckets(("1", "1"), ("+Inf", "1")) + "a_count 2\na_sum 1\n", 2, 1,
      "'a_count' must be what the +Inf bucket says"),
    .openMetrics(
      buckets(("1", "1"), ("+Inf", "1")) + "a_count 1\n", 2, 1,
      "a histogram with _count must have _sum"),
    .openMetrics(
      buckets(("1", "1"), ("+Inf", "1")) + "a_sum 1\n", 2, 1,
      "a histogram with _sum must have _count"),
    .openMetrics(
      buckets(("-1", "1"), ("+Inf", "1")) + "a_count 1\na_sum 1\n", 2, 1,
      "a histogram with bounds below 0 must not have _sum"),
    .openMetrics(
      buckets(("1", "1"), ("+Inf", "1")) + "a_count 1\na_sum -1\n", 5, 7,
      "a sum must be 0 or more, found '-1'"),
    .openMetrics(
      buckets(("1", "1"), ("+Inf", "1")) + "a_count{le=\"1\"} 1\n", 4, 9,
      "the label 'le' does not belong on this sample"),
    .openMetrics(
      histogram + (0...4096).map { "a_bucket{le=\"\($0)\"} 1\n" }.joined()
        + "a_bucket{le=\"+Inf\"} 1\n", 2, 1, "metricctl keeps at most 4096 buckets"),
  ])
  func `histograms that break a rule are refused`(refusal: Refusal) { refusal.check() }

  @Test(arguments: [
    Refusal.openMetrics(summary + "a 1\n", 2, 1, "the label 'quantile' is missing or empty"),
    .openMetrics(
      summary + "a{quantile=\"1.1\"} 1\n", 2, 13,
      "a quantile must be a number from 0 to 1, found '1.1'"),
    .openMetrics(
      summary + "a{quantile=\"-0.1\"} 1\n", 2, 13,
      "a quantile must be a number from 0 to 1, found '-0.1'"),
    .openMetrics(
      summary + "a{quantile=\"NaN\"} 1\n", 2, 13,
      "a quantile must be a number from 0 to 1, found 'NaN'"),
    .openMetrics(
      summary + "a{quantile=\"1\"} -1\n", 2, 17,
      "a quantile's value must be 0 or more, or NaN, found '-1'"),
    .openMetrics(
      summary + "a{quantile=\"1\"} 1\na{quantile=\"1.0\"} 1\n", 3, 1,
      "a second sample of the same name for the series {}"),
    .openMetrics(
      summary + "a_count 0.5\n", 2, 9, "a count must be a whole number, 0 or more, found '0.5'"),
    .openMetrics(summary + "a_sum NaN\n", 2, 7, "a sum must be 0 or more, found 'NaN'"),
    .openMetrics(
      summary + "a_sum{quantile=\"1\"} 1\n", 2, 7,
      "the label 'quantile' does not belong on this sample"),
  ])
  func `summaries that break a rule are refused`(refusal: Refusal) { refusal.check() }

  @Test(arguments: [
    Refusal.openMetrics(stateset + "a 1\n", 2, 1, "the label 'a' is missing or empty"),
    .openMetrics(stateset + "a{a=\"\"} 1\n", 2, 1, "the label 'a' is missing or empty"),
    .openMetrics(stateset + "a{a=\"x\"} 2\n", 2, 10, "a state must be 0 or 1, found '2'"),
    .openMetrics(stateset + "a{a=\"x\"} NaN\n", 2, 10, "a state must be 0 or 1, found 'NaN'"),
    .openMetrics(
      stateset + "a{a=\"x\"} 1\na{a=\"x\"} 1\n", 3, 1,
      "a second sample of the same name for the series {}"),
    .openMetrics(
      stateset + "a{a=\"x\"} 1\na{a=\"y\"} 1\na{a=\"x\",b=\"1\"} 1\n", 4, 1,
      "metricctl keeps metrics whose series all have the same states"),
    .openMetrics(
      stateset + "a{a=\"x\"} 1\na{a=\"x\",b=\"1\"} 1\na{a=\"y\",b=\"1\"} 1\n", 3, 1,
      "metricctl keeps metrics whose series all have the same states"),
    .openMetrics(
      stateset + (0...64).map { "a{a=\"\($0)\"} 0\n" }.joined(), 2, 1,
      "metricctl keeps at most 64 states"),
    .openMetrics(
      stateset + "a{a=\"\(String(repeating: "x", count: 1025))\"} 0\n", 2, 6,
      "a state of 1025 bytes is too long (1024)"),
    .openMetrics(
      "# TYPE a:b stateset\na:b{b=\"x\"} 1\n", 2, 1, "the label 'a:b' is missing or empty"),
  ])
  func `statesets that break a rule are refused`(refusal: Refusal) { refusal.check() }
}
