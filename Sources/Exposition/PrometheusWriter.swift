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
/// The format knows no units and no created times. A counter's metadata carries `_total`, an info is
/// a gauge under its `_info`, a stateset a gauge, `unknown` is `untyped`, and created times, when
/// asked for, are a gauge of their own after the family. The buckets of a gauge histogram are a
/// histogram, its count and its sum gauges after it, as client libraries write them.
struct PrometheusWriter {
  private let options: ExpositionOptions
  private let showsCreated: Bool

  init(_ options: ExpositionOptions) {
    self.options = options
    showsCreated = options.showsCreated ?? false
  }

  func write(_ snapshot: MetricSnapshot, to sink: inout TextSink) throws(MetricError) {
    var isContinued = options.isContinued
    for (family, series) in snapshot.written {
      let name = options.name(of: family)
      let samples = FamilySamples(of: family, named: name, showsCreated: false)
      let title = name + Array((family.ownSuffix ?? "").utf8)
      if !isContinued {
        appendMetadata(title, family.help, family.kind.prometheusType, to: &sink.bytes)
      }
      isContinued = false
      if family.kind == .gaugehistogram {
        try writeApart(family, series, samples, at: snapshot.takenAt, to: &sink)
      } else {
        try samples.write(series, at: snapshot.takenAt, to: &sink)
      }
      if showsCreated, family.hasCreatedSample {
        try writeCreated(name, family, series, to: &sink)
      }
    }
  }

  /// Writes the buckets of a gauge histogram, then count and sum as gauges.
  private func writeApart(
    _ family: MetricFamily, _ series: SeriesTable, _ samples: FamilySamples, at moment: Timestamp,
    to sink: inout TextSink
  ) throws(MetricError) {
    try samples.write(series, at: moment, only: ["_bucket"], to: &sink)
    for part in samples.parts where part.suffix != "_bucket" {
      appendMetadata(part.name, family.help, "gauge", to: &sink.bytes)
      try samples.write(series, at: moment, only: [part.suffix], to: &sink)
    }
  }

  private func writeCreated(
    _ name: [UInt8], _ family: MetricFamily, _ series: SeriesTable, to sink: inout TextSink
  ) throws(MetricError) {
    let created = name + Array("_created".utf8)
    appendMetadata(created, family.help, "gauge", to: &sink.bytes)
    for index in 0..<series.count {
      sink.bytes.appendSample(created, series.labels(index), [])
      sink.bytes.append(.moment(series.created(index)))
      sink.bytes.append(UInt8(ascii: "\n"))
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
    case .gaugehistogram: MetricKind.histogram.word
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
