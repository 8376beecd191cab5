public import MetricModel

/// Reads OpenMetrics 1.0 and Prometheus 0.0.4 text, strictly.
///
/// What breaks a rule of its format is refused with the line, the column (in characters) and the
/// rule, and nothing of the text is taken. Three things are checked and then left out, since only
/// values of this instant are kept: timestamps, exemplars, and all but the last of several points
/// of one series. Lines that are right and still cannot be kept are refused by name: gauge
/// histograms, summaries without count or sum, and series of one family that differ in their
/// buckets, quantiles or states.
///
/// Sources: OpenMetrics 1.0; Prometheus documentation, "Exposition formats".
public enum ExpositionReader {
  /// The families of a text, sorted by name, each with its series sorted by labels.
  ///
  /// `source` names the text in errors. Without a dialect the text itself must tell. Series whose
  /// created time does not stand in the text have `Timestamp.notGiven`, and so has each family.
  /// A histogram, summary or stateset without series says nothing of its buckets, quantiles or
  /// states and is left out.
  public static func read(
    _ text: UnsafeRawBufferPointer, from source: String, as dialect: ExpositionDialect? = nil
  ) throws(MetricError) -> MetricSnapshot {
    guard let dialect else {
      return try read(text, from: source, as: ExpositionMarks.dialect(of: text, from: source))
    }
    var cursor = TextCursor(text, from: source)
    try cursor.checkWhole()
    switch dialect {
    case .openmetrics: try cursor.takeOffEnd()
    case .prometheus: try cursor.checkLastLine()
    }
    var parser = ExpositionParser(cursor, dialect)
    try parser.readLines()
    return try parser.finish()
  }

  /// The same for text that is held as an array.
  public static func read(
    _ text: [UInt8], from source: String, as dialect: ExpositionDialect? = nil
  ) throws(MetricError) -> MetricSnapshot {
    try text.withUnsafeBufferPointer { text throws(MetricError) in
      try read(UnsafeRawBufferPointer(text), from: source, as: dialect)
    }
  }
}
