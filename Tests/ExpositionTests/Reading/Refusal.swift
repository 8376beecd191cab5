internal import Exposition
internal import MetricModel
internal import Testing

/// A text that a reader must refuse: where, and in what words.
struct Refusal: CustomTestStringConvertible, Sendable {
  let text: String
  let dialect: ExpositionDialect
  let line: Int
  let column: Int
  let rule: String

  /// OpenMetrics text, given without its end.
  static func openMetrics(
    _ text: String, _ line: Int, _ column: Int, _ rule: String
  ) -> Refusal {
    Refusal(
      text: text + "# EOF\n", dialect: .openmetrics, line: line, column: column, rule: rule)
  }

  /// Text of either format as it stands.
  static func text(
    _ text: String, _ dialect: ExpositionDialect, _ line: Int, _ column: Int, _ rule: String
  ) -> Refusal {
    Refusal(text: text, dialect: dialect, line: line, column: column, rule: rule)
  }

  /// Prometheus text.
  static func prometheus(
    _ text: String, _ line: Int, _ column: Int, _ rule: String
  ) -> Refusal {
    Refusal(text: text, dialect: .prometheus, line: line, column: column, rule: rule)
  }

  var testDescription: String { text.debugDescription }

  /// Reads the text and compares what comes of it.
  func check(sourceLocation: SourceLocation = #_sourceLocation) {
    do throws(MetricError) {
      let snapshot = try ExpositionReader.read(Array(text.utf8), from: "a.txt", as: dialect)
      Issue.record("taken: \(snapshot.families)", sourceLocation: sourceLocation)
    } catch {
      #expect(
        error.description == "e_inval: a.txt: line \(line), column \(column): \(rule)",
        sourceLocation: sourceLocation)
      #expect(error.exitStatus == 2, sourceLocation: sourceLocation)
    }
  }
}
