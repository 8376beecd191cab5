/// Texts whose right or wrong follows from the two formats' specifications.
enum VerdictTexts {
  private static func openMetrics(_ lines: String...) -> String {
    lines.map { $0 + "\n" }.joined() + "# EOF\n"
  }

  static let rightOpenMetrics = [
    openMetrics(),
    "# EOF",
    openMetrics("# TYPE jobs counter"),
    openMetrics("# HELP jobs Jobs.", "# TYPE jobs counter", "jobs_total 1.5"),
    openMetrics(
      "# TYPE jobs counter", "jobs_total{} 1 1700000000.5", "jobs_created{} 1 1700000000.5"),
    openMetrics("# TYPE jobs counter", "jobs_created 1", "jobs_total 1"),
    openMetrics("# TYPE jobs counter", "jobs_total 1 # {id=\"a b\"} 0.5 1700000000"),
    openMetrics("# TYPE load gauge", "load 1 1", "load 2 2"),
    openMetrics("# TYPE load gauge", "load{b=\"1\",a=\"2\"} NaN", "load{a=\"\\\"\\\\\\n\"} -inf"),
    openMetrics("# UNIT heat_celsius celsius", "# TYPE heat_celsius gauge", "heat_celsius -3e-2"),
    openMetrics("# HELP load A \"load\" or a \\\"load\\\".", "load 1"),
    openMetrics("loose 1", "other 2"),
    openMetrics("# TYPE what unknown", "what 0042"),
    openMetrics("# TYPE build info", "build_info{v=\"1\"} 1.0", "build_info{v=\"2\"} 1"),
    openMetrics("# TYPE door stateset", "door{door=\"open\"} 1", "door{door=\"shut\"} 0"),
    openMetrics("# TYPE took summary", "took_count 3", "took_sum 0.5", "took_created 5"),
    openMetrics("# TYPE took summary", "took_count 1"),
    openMetrics(
      "# TYPE size gaugehistogram", "size_bucket{le=\"+Inf\"} 1", "size_gcount 1", "size_gsum 1"),
    openMetrics("# TYPE size histogram", "size_bucket{le=\"+Inf\"} 1"),
    openMetrics(
      "# TYPE size histogram", "size_bucket{le=\"1\"} 1", "size_bucket{le=\"+Inf\"} 1",
      "size_bucket{a=\"1\",le=\"2\"} 1", "size_bucket{a=\"1\",le=\"+Inf\"} 1"),
    openMetrics(
      "# TYPE took summary", "took{quantile=\"0.9\"} 1", "took{quantile=\"0.5\"} NaN",
      "took_count 3", "took_sum 0.5"),
    openMetrics(
      "# TYPE size histogram", "size_bucket{le=\"1\"} 1 # {} 0.5", "size_bucket{le=\"1e+01\"} 1",
      "size_bucket{le=\"+Inf\"} 2", "size_count 2", "size_sum 20", "size_created 1"),
    openMetrics(
      "# TYPE size histogram", "size_bucket{le=\"-1\"} 1", "size_bucket{le=\"+Inf\"} 2"),
    openMetrics(
      "# TYPE size histogram", "size_count{a=\"1\"} 2", "size_sum{a=\"1\"} 20",
      "size_bucket{a=\"1\",le=\"1\"} 1", "size_bucket{a=\"1\",le=\"+Inf\"} 2"),
  ]

  static let wrongOpenMetrics = [
    "load 1\n",
    "load 1\n\n# EOF\n",
    "# EOF\nload 1\n",
    openMetrics("# load"),
    openMetrics("load"),
    openMetrics("load x"),
    openMetrics("load 1 NaN"),
    openMetrics("1load 1"),
    openMetrics("load{a=1} 1"),
    openMetrics("load{__a=\"1\"} 1"),
    openMetrics("load{a=\"1\",} 1"),
    openMetrics("load{a=\"1\",a=\"2\"} 1"),
    openMetrics("# TYPE load gauge", "# TYPE load gauge"),
    openMetrics("# TYPE load untyped", "load 1"),
    openMetrics("# TYPE load gauge", "load 1", "# HELP load Late."),
    openMetrics("# UNIT load seconds", "load 1"),
    openMetrics("# TYPE load_s info", "# UNIT load_s s"),
    openMetrics("load 1", "other 1", "load 2"),
    openMetrics("# TYPE load gauge", "load{a=\"1\"} 1", "load{a=\"2\"} 1", "load{a=\"1\"} 1"),
    openMetrics("# TYPE load gauge", "load 1 2", "load 1 1"),
    openMetrics("# TYPE load gauge", "load 1 # {} 1"),
    openMetrics("# TYPE jobs counter", "jobs 1"),
    openMetrics("# TYPE jobs counter", "jobs_total -1"),
    openMetrics("# TYPE jobs counter", "jobs_total NaN"),
    openMetrics("# TYPE jobs counter", "jobs_total 1", "# TYPE jobs_total gauge", "jobs_total 1"),
    openMetrics("# TYPE build info", "build_info 2"),
    openMetrics("# TYPE door stateset", "door 1"),
    openMetrics("# TYPE door stateset", "door{door=\"open\"} 2"),
    openMetrics("# TYPE took summary", "took{quantile=\"2\"} 1"),
    openMetrics("# TYPE took summary", "took{quantile=\"1\"} -1"),
    openMetrics("# TYPE took summary", "took_count 1.5", "took_sum 1"),
    openMetrics("# TYPE size histogram", "size_bucket{le=\"1\"} 1"),
    openMetrics("# TYPE size histogram", "size_bucket{le=\"inf\"} 1"),
    openMetrics("# TYPE size histogram", "size_bucket{le=\"+Inf\"} 1.5"),
    openMetrics(
      "# TYPE size histogram", "size_bucket{le=\"2\"} 1", "size_bucket{le=\"1\"} 1",
      "size_bucket{le=\"+Inf\"} 1"),
    openMetrics(
      "# TYPE size histogram", "size_bucket{le=\"1\"} 2", "size_bucket{le=\"+Inf\"} 1"),
    openMetrics(
      "# TYPE size histogram", "size_bucket{le=\"1\"} 1", "size_bucket{le=\"+Inf\"} 1",
      "size_count 2", "size_sum 1"),
    openMetrics(
      "# TYPE size histogram", "size_bucket{le=\"1\"} 1", "size_bucket{le=\"+Inf\"} 1",
      "size_count 1"),
    openMetrics(
      "# TYPE size histogram", "size_bucket{le=\"-1\"} 1", "size_bucket{le=\"+Inf\"} 1",
      "size_count 1", "size_sum 1"),
  ]

  /// Against the specification, or what no record can hold; prometheus-client looks away.
  static let wrongToThisReaderOnly = [
    openMetrics("# TYPE jobs counter", "jobs_created 1"),
    openMetrics("# TYPE door stateset", "door{door=\"a\"} 1", "door{x=\"1\",door=\"b\"} 1"),
  ]

  static let rightPrometheus = [
    "load 1\n",
    "# HELP load The \"load\"\\n.\n# TYPE load gauge\n\nload 1 -1700000000000\n",
    "  load\t{ a = \"1\" , }   +Inf\n",
    "# TYPE jobs counter\njobs 3\n",
    "# comment\n#\nload{a=\"\\\\ \\\" \\n é\"} 1e3\n",
    "# TYPE took summary\ntook{quantile=\"0.5\"} 1\ntook_sum 1\ntook_count 1\n",
    "# TYPE size histogram\nsize_sum 1\nsize_count 2\nsize_bucket{le=\"1\"} 1\n"
      + "size_bucket{le=\"+Inf\"} 2\n",
    "# TYPE load untyped\nload{} NaN\n",
    "load{a=\"1\"}6\n",
    "# TYPE load Gauge\nload 1\nother 2\nload{a=\"1\"} 3\n",
    "load 1\n# HELP load Late.\n",
  ]

  static let wrongPrometheus = [
    "load\n",
    "load x\n",
    "load 1 1.5\n",
    "load 1 2 3\n",
    "load{a=\"1} 1\n",
    "load{a=\"\\d\"} 1\n",
    "load{a=\"1\" b=\"2\"} 1\n",
    "load{a=\"1\",a=\"2\"} 1\n",
    "load{0=\"1\"} 1\n",
    "# TYPE load info\nload 1\n",
    "# TYPE load gauge\n# TYPE load counter\nload 1\n",
    "load 1\n# TYPE load gauge\n",
  ]

  /// What Prometheus itself reads and promtool does not.
  static let wrongToPromtoolOnly = [
    "# TYPE load gauge\n# TYPE load gauge\nload 1\n",
    "# HELP load It.\n# HELP load It.\nload 1\n",
    "load 1",
  ]
}
