public import MetricModel

/// The two text formats that are read.
public enum ExpositionDialect: String, CaseIterable, Sendable {
  /// OpenMetrics 1.0 text, ending in `# EOF`.
  case openmetrics
  /// Prometheus text format 0.0.4.
  case prometheus

  /// The format that a word of the command line names; `invalid` for any other.
  public init(word: String) throws(MetricError) {
    guard let dialect = Self(rawValue: word) else {
      throw .invalid(.option("--format", value: word, expected: "openmetrics or prometheus"))
    }
    self = dialect
  }
}
