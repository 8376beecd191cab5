public import MetricModel

/// The text formats in which a snapshot can be written, one file each.
public enum ExpositionFormat: String, CaseIterable, Sendable {
  /// OpenMetrics 1.0 text, ending in `# EOF`.
  case openmetrics
  /// Prometheus text format 0.0.4.
  case prometheus
  /// One JSON document.
  case json
  /// Comma-separated values with a heading line.
  case csv
  /// Aligned columns for a person at a terminal.
  case table
  /// Lines for Graphite's carbon.
  case graphite
  /// InfluxDB's line protocol.
  case influx

  /// The format that a word of the command line names; `invalid` for any other.
  public init(word: String) throws(MetricError) {
    guard let format = Self(rawValue: word) else {
      let words = Self.allCases.map(\.word).joined(separator: ", ")
      throw .invalid(.option("--format", value: word, expected: "one of \(words)"))
    }
    self = format
  }

  /// The word that names this format on the command line.
  public var word: String { rawValue }

  /// Writes a snapshot whole: when this returns, all of its text has been handed on.
  ///
  /// Families without series, as a family just declared, print nothing. Throws only what the
  /// sink's own closure throws.
  public func write(
    _ snapshot: MetricSnapshot, to sink: inout TextSink,
    options: ExpositionOptions = ExpositionOptions()
  ) throws(MetricError) {
    try write(snapshot, to: &sink, options: options, isPart: false)
  }

  /// The same for a part of a text that is put together from several: OpenMetrics gets no `# EOF`.
  package func write(
    _ snapshot: MetricSnapshot, to sink: inout TextSink, options: ExpositionOptions, isPart: Bool
  ) throws(MetricError) {
    switch self {
    case .openmetrics:
      try OpenMetricsWriter(options).write(snapshot, to: &sink)
      if !isPart { sink.bytes.append("# EOF\n") }
    case .prometheus: try PrometheusWriter(options).write(snapshot, to: &sink)
    case .json: try JSONWriter(options).write(snapshot, to: &sink)
    case .csv: try CSVWriter(options).write(snapshot, to: &sink)
    case .table: try TableWriter(snapshot, options).write(to: &sink)
    case .graphite: try GraphiteWriter(options).write(snapshot, to: &sink)
    case .influx: try InfluxWriter(options).write(snapshot, to: &sink)
    }
    try sink.flush()
  }

  /// The whole text at once, for what is small enough to be held in memory.
  public func bytes(
    of snapshot: MetricSnapshot, options: ExpositionOptions = ExpositionOptions()
  ) throws(MetricError) -> [UInt8] {
    let collected = Collected()
    var sink = TextSink { piece throws(MetricError) in
      collected.bytes.append(contentsOf: piece)
    }
    try write(snapshot, to: &sink, options: options)
    return collected.bytes
  }
}

private final class Collected {
  var bytes: [UInt8] = []
}
