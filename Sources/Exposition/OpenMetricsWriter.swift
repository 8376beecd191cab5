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
/// of one labelset stand together. A duration is a gauge here, and a counter that is named as its
/// sample is of unknown type, since a counter's sample must end in `_total` behind its family's name.
///
/// Imported series may hold what OpenMetrics forbids, such as a negative sum. So that no sample is lost,
/// their family is written as several of unknown type, one for each name of samples:
///
/// ```
/// # TYPE change_count unknown
/// change_count 2
/// # TYPE change_sum unknown
/// change_sum -7
/// ```
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
      let samples = FamilySamples(of: family, named: name, showsCreated: showsCreated)
      if family.isLoose {
        try writeApart(family, series, samples, at: snapshot.takenAt, to: &sink)
        continue
      }
      if !isContinued { appendMetadata(family, name, family.openMetricsType, to: &sink.bytes) }
      isContinued = false
      try samples.write(series, at: snapshot.takenAt, isOpenMetrics: true, to: &sink)
    }
  }

  /// Writes the samples of each name as a family of unknown type; of a name that no series has a sample
  /// of, nothing.
  private func writeApart(
    _ family: MetricFamily, _ series: SeriesTable, _ samples: FamilySamples, at moment: Timestamp,
    to sink: inout TextSink
  ) throws(MetricError) {
    var written: [String] = ["_created"]
    for part in samples.parts where !written.contains(part.suffix) {
      written.append(part.suffix)
      let start = sink.bytes.count
      appendMetadata(family, part.name, MetricKind.unknown.word, to: &sink.bytes)
      let (end, pieces) = (sink.bytes.count, sink.pieces)
      try samples.write(series, at: moment, only: [part.suffix], to: &sink)
      if sink.bytes.count == end, sink.pieces == pieces { sink.bytes.removeLast(end - start) }
    }
  }

  private func appendMetadata(
    _ family: MetricFamily, _ name: [UInt8], _ type: String, to text: inout [UInt8]
  ) {
    text.appendMetadata("TYPE", name)
    text.append(type)
    text.append(UInt8(ascii: "\n"))
    if !family.unit.isEmpty, !family.isNamedAsSample, !family.isLoose {
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

extension MetricFamily {
  /// The type that OpenMetrics knows it by.
  var openMetricsType: String {
    if isNamedAsSample { return MetricKind.unknown.word }
    return kind == .duration ? MetricKind.gauge.word : kind.word
  }

  /// Whether a text may have it as several families, of which none may be interrupted.
  package var isWrittenApart: Bool { isLoose || kind == .gaugehistogram }
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
