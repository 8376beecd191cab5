internal import MetricModel

/// Writes the Prometheus text format 0.0.4.
///
/// Source: Prometheus documentation, "Exposition formats".
///
/// ```
/// # HELP http_requests_total Requests served.
/// # TYPE http_requests_total counter
/// http_requests_total{code="200"} 17
/// ```
/// The format knows no units and no created times. A counter's metadata carries `_total`, `unknown`
/// is `untyped`, and created times, when asked for, are a gauge of their own after the counter.
struct PrometheusWriter {
  private let options: ExpositionOptions
  private let showsCreated: Bool

  init(_ options: ExpositionOptions) {
    self.options = options
    showsCreated = options.showsCreated ?? false
  }

  func write(_ snapshot: MetricSnapshot, to sink: inout TextSink) throws(MetricError) {
    for (family, series) in snapshot.written {
      let name = options.name(of: family)
      switch family.kind {
      case .counter:
        try writeNumbers(name + Array("_total".utf8), family, series, snapshot, to: &sink)
        if showsCreated { try writeCreated(name, family, series, to: &sink) }
      case .gauge, .duration, .unknown:
        try writeNumbers(name, family, series, snapshot, to: &sink)
      case .histogram, .summary, .info, .stateset: break
      }
    }
  }

  private func writeNumbers(
    _ name: [UInt8], _ family: MetricFamily, _ series: SeriesTable, _ snapshot: MetricSnapshot,
    to sink: inout TextSink
  ) throws(MetricError) {
    appendMetadata(name, family.help, family.kind.prometheusType, to: &sink.bytes)
    for index in 0..<series.count {
      sink.bytes.appendSample(name, series.labels(index))
      sink.bytes.appendLine(snapshot.number(of: family, word: series.word(index)))
      try sink.flushWhenFull()
    }
  }

  private func writeCreated(
    _ name: [UInt8], _ family: MetricFamily, _ series: SeriesTable, to sink: inout TextSink
  ) throws(MetricError) {
    let created = name + Array("_created".utf8)
    appendMetadata(created, family.help, "gauge", to: &sink.bytes)
    for index in 0..<series.count {
      sink.bytes.appendSample(created, series.labels(index))
      sink.bytes.appendLine(series.created(index))
      try sink.flushWhenFull()
    }
  }

  private func appendMetadata(
    _ name: [UInt8], _ help: String, _ type: String, to text: inout [UInt8]
  ) {
    if !help.isEmpty {
      text.appendMetadata("HELP", name)
      for byte in help.utf8 { text.appendEscapedExceptQuote(byte) }
      text.append(UInt8(ascii: "\n"))
    }
    text.appendMetadata("TYPE", name)
    text.append(type)
    text.append(UInt8(ascii: "\n"))
  }
}

extension MetricKind {
  /// The type that the Prometheus format knows this kind by.
  var prometheusType: String {
    switch self {
    case .counter, .gauge, .histogram, .summary: word
    case .duration, .info, .stateset: MetricKind.gauge.word
    case .unknown: "untyped"
    }
  }
}

extension [UInt8] {
  /// Appends a byte of a help text as this format escapes it: `\` and newline, but no quote.
  fileprivate mutating func appendEscapedExceptQuote(_ byte: UInt8) {
    if byte == UInt8(ascii: "\"") { append(byte) } else { appendEscaped(byte) }
  }
}
