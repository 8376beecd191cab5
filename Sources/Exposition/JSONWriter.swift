internal import MetricModel

/// Writes one line of JSON (RFC 8259) in a shape that stays as it is from version to version.
///
/// ```
/// {"takenAt":1700000100,"families":[
///   {"name":"http_requests","type":"counter","help":"Requests served.","unit":"","series":[
///     {"labels":{"code":"200"},"value":17,"created":1700000000.5}]}]}
/// ```
/// There are no blanks and one newline, at the end. Moments are seconds since the Unix epoch, exact
/// to the nanosecond. A duration keeps its type, and its value is in seconds. JSON has no words for
/// NaN and the infinities: these values are the strings `"NaN"`, `"+Inf"`, `"-Inf"`. `created` is
/// left out when the options say so. In place of `value`, a histogram has `count`, `sum` and `buckets`,
/// whose counts are of all that is at most `le`; a summary `count`, `sum` and `quantiles`; a stateset
/// `states`. A count or sum that is not there is null; so are not there buckets and quantiles left out.
struct JSONWriter {
  private let options: ExpositionOptions
  private let showsCreated: Bool

  init(_ options: ExpositionOptions) {
    self.options = options
    showsCreated = options.showsCreated ?? true
  }

  func write(_ snapshot: MetricSnapshot, to sink: inout TextSink) throws(MetricError) {
    sink.bytes.append("{\"takenAt\":")
    MetricNumber.append(seconds: snapshot.takenAt, to: &sink.bytes)
    sink.bytes.append(",\"families\":[")
    var isFirst = true
    for (family, series) in snapshot.written {
      if !isFirst { sink.bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      appendHead(family, to: &sink.bytes)
      for index in 0..<series.count {
        if index > 0 { sink.bytes.append(UInt8(ascii: ",")) }
        appendSeries(index, of: series, family, snapshot, to: &sink.bytes)
        try sink.flushWhenFull()
      }
      sink.bytes.append("]}")
    }
    sink.bytes.append("]}\n")
  }

  private func appendHead(_ family: MetricFamily, to text: inout [UInt8]) {
    text.append("{\"name\":\"")
    text.append(contentsOf: options.name(of: family))
    text.append("\",\"type\":\"")
    text.append(family.kind.word)
    text.append("\",\"help\":\"")
    for byte in family.help.utf8 { text.appendJSON(byte) }
    text.append("\",\"unit\":\"")
    text.append(family.unit)
    text.append("\",\"series\":[")
  }

  private func appendSeries(
    _ index: Int, of series: SeriesTable, _ family: MetricFamily, _ snapshot: MetricSnapshot,
    to text: inout [UInt8]
  ) {
    text.append("{\"labels\":{")
    text.appendJSONLabels(series.labels(index))
    text.append("},")
    text.appendJSONValue(series.value(index, of: family), family.layout, at: snapshot.takenAt)
    if showsCreated {
      text.append(",\"created\":")
      MetricNumber.append(seconds: series.created(index), to: &text)
    }
    text.append(UInt8(ascii: "}"))
  }
}
