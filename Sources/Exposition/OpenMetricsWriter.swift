internal import MetricModel

/// Writes OpenMetrics 1.0 text, but for the `# EOF` at its end.
///
/// Source: OpenMetrics 1.0, "Text format" and the sections on each type.
///
/// ```
/// # TYPE http_requests counter
/// # HELP http_requests Requests served.
/// http_requests_total{code="200"} 17
/// http_requests_created{code="200"} 1700000000.5
/// # EOF
/// ```
/// TYPE, UNIT and HELP come in that order, the last two only when they say something. The samples
/// of one labelset stand together. A duration is a gauge here.
struct OpenMetricsWriter {
  private let options: ExpositionOptions
  private let showsCreated: Bool

  init(_ options: ExpositionOptions) {
    self.options = options
    showsCreated = options.showsCreated ?? true
  }

  func write(_ snapshot: MetricSnapshot, to sink: inout TextSink) throws(MetricError) {
    var isContinued = options.isContinued
    for (family, series) in snapshot.written {
      let name = options.name(of: family)
      if !isContinued { appendMetadata(family, name, to: &sink.bytes) }
      isContinued = false
      let samples = FamilySamples(of: family, named: name, showsCreated: showsCreated)
      try samples.write(series, at: snapshot.takenAt, to: &sink)
    }
  }

  private func appendMetadata(_ family: MetricFamily, _ name: [UInt8], to text: inout [UInt8]) {
    text.appendMetadata("TYPE", name)
    text.append(family.kind.openMetricsType)
    text.append(UInt8(ascii: "\n"))
    if !family.unit.isEmpty {
      text.appendMetadata("UNIT", name)
      text.append(family.unit)
      text.append(UInt8(ascii: "\n"))
    }
    if !family.help.isEmpty {
      text.appendMetadata("HELP", name)
      for byte in family.help.utf8 { text.appendEscaped(byte) }
      text.append(UInt8(ascii: "\n"))
    }
  }
}

extension MetricKind {
  /// The type that OpenMetrics knows this kind by.
  var openMetricsType: String { self == .duration ? MetricKind.gauge.word : word }
}

extension [UInt8] {
  /// Appends `# KEYWORD name `.
  mutating func appendMetadata(_ keyword: String, _ name: [UInt8]) {
    append("# ")
    append(keyword)
    append(UInt8(ascii: " "))
    append(contentsOf: name)
    append(UInt8(ascii: " "))
  }
}
