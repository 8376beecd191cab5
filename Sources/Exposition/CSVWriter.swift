internal import MetricModel

/// Writes comma-separated values (RFC 4180) under the heading `name,type,labels,value,created`.
///
/// ```
/// name,type,labels,value,created
/// http_requests,counter,"code=""200""",17,1700000000.5
/// ```
/// Lines end in LF alone, as the tools of Unix expect them (the RFC has CR LF). `labels` is the
/// labelset as OpenMetrics writes it between braces, so that a newline in a label is `\n` and a
/// record is one line. Values and created times are written as in OpenMetrics. The last column is
/// left out when the options say so.
struct CSVWriter {
  private let options: ExpositionOptions
  private let showsCreated: Bool

  init(_ options: ExpositionOptions) {
    self.options = options
    showsCreated = options.showsCreated ?? true
  }

  func write(_ snapshot: MetricSnapshot, to sink: inout TextSink) throws(MetricError) {
    sink.bytes.append(
      showsCreated ? "name,type,labels,value,created\n" : "name,type,labels,value\n")
    for (family, series) in snapshot.written {
      let head = options.name(of: family) + Array(",\(family.kind.word),".utf8)
      for index in 0..<series.count {
        sink.bytes.append(contentsOf: head)
        appendFields(index, of: series, family, snapshot, to: &sink.bytes)
        try sink.flushWhenFull()
      }
    }
  }

  private func appendFields(
    _ index: Int, of series: SeriesTable, _ family: MetricFamily, _ snapshot: MetricSnapshot,
    to text: inout [UInt8]
  ) {
    text.appendCSV(series.labels(index))
    text.append(UInt8(ascii: ","))
    switch family.kind {
    case .counter, .gauge, .duration, .unknown:
      MetricNumber.append(snapshot.number(of: family, word: series.word(index)), to: &text)
    case .histogram, .summary, .info, .stateset: break
    }
    if showsCreated {
      text.append(UInt8(ascii: ","))
      MetricNumber.append(seconds: series.created(index), to: &text)
    }
    text.append(UInt8(ascii: "\n"))
  }
}

extension [UInt8] {
  /// Appends a field.
  ///
  /// Labels always hold quotes, so that all but the empty field is quoted.
  fileprivate mutating func appendCSV(_ field: ArraySlice<UInt8>) {
    guard !field.isEmpty else { return }
    append(UInt8(ascii: "\""))
    for byte in field {
      if byte == UInt8(ascii: "\"") { append(byte) }
      append(byte)
    }
    append(UInt8(ascii: "\""))
  }
}
