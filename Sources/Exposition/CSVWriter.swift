internal import MetricModel

/// Writes comma-separated values (RFC 4180) under the heading `name,type,labels,value,created`.
///
/// ```
/// name,type,labels,value,created
/// http_requests,counter,"code=""200""",17,1700000000.5
/// ```
/// Lines end in LF alone, as the tools of Unix expect them (the RFC has CR LF). `labels` is the
/// labelset as OpenMetrics writes it between braces, so that a newline in a label is `\n` and a
/// record is one line. Values and created times are written as in OpenMetrics. The samples of a
/// histogram or summary are a line each, under their own names and with their own label last; the
/// states of a stateset are a line each under the family's name. The last column is left out when
/// the options say so.
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
      let name = options.name(of: family)
      let samples = FamilySamples(of: family, named: name, showsCreated: false)
      for index in 0..<series.count {
        let labels = series.labels(index)
        try samples.forEach(of: index, in: series, at: snapshot.takenAt) {
          (part, number) throws(MetricError) in
          sink.bytes.append(contentsOf: isOneNumber(family.kind) ? name : part.name)
          sink.bytes.append(",\(family.kind.word),")
          sink.bytes.appendCSV(labels, part.label)
          sink.bytes.append(UInt8(ascii: ","))
          sink.bytes.append(number)
          if showsCreated { appendCreated(series.created(index), to: &sink.bytes) }
          sink.bytes.append(UInt8(ascii: "\n"))
        }
        try sink.flushWhenFull()
      }
    }
  }

  /// Whether a series is one line, under the family's name.
  private func isOneNumber(_ kind: MetricKind) -> Bool { !kind.hasBuckets && kind != .summary }

  private func appendCreated(_ created: Timestamp, to text: inout [UInt8]) {
    text.append(UInt8(ascii: ","))
    MetricNumber.append(seconds: created, to: &text)
  }
}

extension [UInt8] {
  /// Appends labels as one field.
  ///
  /// They always hold quotes, so that all but the empty field is quoted.
  fileprivate mutating func appendCSV(_ labels: ArraySlice<UInt8>, _ own: [UInt8]) {
    guard !(labels.isEmpty && own.isEmpty) else { return }
    append(UInt8(ascii: "\""))
    appendDoublingQuotes(labels)
    if !(labels.isEmpty || own.isEmpty) { append(UInt8(ascii: ",")) }
    appendDoublingQuotes(own[...])
    append(UInt8(ascii: "\""))
  }

  private mutating func appendDoublingQuotes(_ bytes: ArraySlice<UInt8>) {
    for byte in bytes {
      if byte == UInt8(ascii: "\"") { append(byte) }
      append(byte)
    }
  }
}
