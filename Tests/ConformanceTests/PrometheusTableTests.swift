internal import Exposition
internal import MetricModel
internal import TestSupport
internal import Testing

/// The table of the manual page that says what becomes of what Prometheus text holds: each line of
/// it, beside promtool.
@Suite struct PrometheusTableTests {
  /// A line of the table.
  struct Line: CustomTestStringConvertible, Sendable {
    let text: String
    /// Whether promtool takes it.
    let promtool: Bool
    /// The Prometheus text that is written of it again, its metadata left out; nil when it is refused.
    let kept: String?

    var testDescription: String { text.debugDescription }
  }

  private static let histogram = "# TYPE a histogram\n"
  private static let summary = "# TYPE a summary\n"

  private static let lines = [
    Line(
      text: "# TYPE a gauge\na 1\n# TYPE a_total counter\na_total 2\n", promtool: true,
      kept: "a 1\na_total 2\n"),
    Line(
      text: "# HELP a A.\n# TYPE a_total counter\na_total 2\n", promtool: true,
      kept: "a_total 2\n"),
    Line(text: "# TYPE a counter\na 2\n", promtool: true, kept: "a 2\n"),
    Line(text: "# TYPE a_total counter\na_total NaN\n", promtool: true, kept: "a_total NaN\n"),
    Line(text: "# TYPE a_total counter\na_total -1\n", promtool: true, kept: "a_total -1\n"),
    Line(text: "a{b=\"c\"}6\n", promtool: true, kept: "a{b=\"c\"} 6\n"),
    Line(text: "a 1", promtool: false, kept: "a 1\n"),
    Line(text: "\u{feff}a 1\n", promtool: false, kept: nil),
    Line(text: "a 1\r\n", promtool: false, kept: nil),
    Line(text: "a 1\nb 1\na{c=\"d\"} 2\n", promtool: true, kept: "a 1\na{c=\"d\"} 2\nb 1\n"),
    Line(text: "# TYPE a gauge\n# TYPE a gauge\na 1\n", promtool: false, kept: "a 1\n"),
    Line(text: "# HELP a A.\n# HELP a A.\na 1\n", promtool: false, kept: "a 1\n"),
    Line(text: "# HELP a A.\n# HELP a B.\na 1\n", promtool: false, kept: nil),
    Line(text: "a 1\n# HELP a A.\n", promtool: true, kept: "a 1\n"),
    Line(text: "a 1\n# TYPE a gauge\n", promtool: false, kept: nil),
    Line(text: "# TYPE a Gauge\na 1\n", promtool: true, kept: "a 1\n"),
    Line(text: "# TYPE a info\na 1\n", promtool: false, kept: nil),
    Line(text: "a 1 1\na 2 2\n", promtool: true, kept: "a 2\n"),
    Line(text: "a 1\na 2\n", promtool: true, kept: nil),
    Line(text: "a{__b=\"c\"} 1\n", promtool: true, kept: nil),
    Line(
      text: summary + "a{quantile=\"50\"} -1\na{quantile=\"99\"} +Inf\na_sum -Inf\na_count 2\n",
      promtool: true,
      kept: "a{quantile=\"50.0\"} -1\na{quantile=\"99.0\"} +Inf\na_sum -Inf\na_count 2\n"),
    Line(
      text: summary + "a{quantile=\"0.5\"} NaN\n", promtool: true,
      kept: "a{quantile=\"0.5\"} NaN\n"),
    Line(text: summary + "a_count 3\n", promtool: true, kept: "a_count 3\n"),
    Line(
      text: summary + "a{b=\"1\",quantile=\"0.5\"} 1\na{b=\"2\",quantile=\"0.9\"} 2\n",
      promtool: true, kept: "a{b=\"1\",quantile=\"0.5\"} 1\na{b=\"2\",quantile=\"0.9\"} 2\n"),
    Line(text: summary + "a 1\n", promtool: true, kept: nil),
    Line(text: summary + "a{quantile=\"NaN\"} 1\n", promtool: true, kept: nil),
    Line(
      text: histogram + "a_bucket{le=\"1\"} 1\na_sum NaN\n", promtool: true,
      kept: "a_bucket{le=\"1.0\"} 1\na_sum NaN\n"),
    Line(
      text: histogram + "a_bucket{le=\"+Inf\"} 2\na_sum -5\na_count 2\n", promtool: true,
      kept: "a_bucket{le=\"+Inf\"} 2\na_sum -5\na_count 2\n"),
    Line(
      text: histogram + "a_bucket{le=\"2\"} 2\na_bucket{le=\"-Inf\"} 1\n", promtool: true,
      kept: "a_bucket{le=\"-Inf\"} 1\na_bucket{le=\"2.0\"} 2\n"),
    Line(
      text: histogram + "a_bucket{b=\"1\",le=\"1\"} 1\na_bucket{b=\"2\",le=\"2\"} 2\n",
      promtool: true, kept: "a_bucket{b=\"1\",le=\"1.0\"} 1\na_bucket{b=\"2\",le=\"2.0\"} 2\n"),
    Line(
      text: histogram + (0..<300).map { "a_bucket{le=\"\($0).0\"} 1\n" }.joined(), promtool: true,
      kept: (0..<300).map { "a_bucket{le=\"\($0).0\"} 1\n" }.joined()),
    Line(text: histogram + "a_sum 1\na_count 2\n", promtool: true, kept: "a_sum 1\na_count 2\n"),
    Line(text: histogram + "a_bucket{le=\"NaN\"} 1\n", promtool: true, kept: nil),
    Line(text: histogram + "a_bucket{le=\"1\"} 0.5\n", promtool: true, kept: nil),
    Line(
      text: histogram + "a_bucket{le=\"1\"} 2\na_bucket{le=\"2\"} 1\n", promtool: true, kept: nil),
    Line(
      text: histogram + "a_bucket{le=\"+Inf\"} 2\na_count 1\n", promtool: true, kept: nil),
    Line(
      text: summary + "a_sum 1\nb_count 1\n# TYPE a_count gauge\n", promtool: false,
      kept: nil),
  ]

  @Test(arguments: lines) func `what the table says holds`(line: Line) async throws {
    #expect((try await Reader.faultFoundByPromtool(line.text) == nil) == line.promtool)
    let snapshot = try? ExpositionReader.read(
      Array(line.text.utf8), from: "text", as: .prometheus)
    let written = try snapshot.map { snapshot in
      String(decoding: try ExpositionFormat.prometheus.bytes(of: snapshot), as: UTF8.self)
        .split(separator: "\n").filter { !$0.hasPrefix("#") }.sorted()
    }
    #expect(written == line.kept?.split(separator: "\n").sorted())
  }
}
