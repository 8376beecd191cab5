internal import MetricModel

/// Writes the line protocol of InfluxDB.
///
/// ```
/// http_requests_total,code=200 value=17 1700000100000000000
/// ```
/// Source: InfluxData, "Line protocol". Each sample is a measurement under its own name with one
/// field, `value`, as InfluxDB itself keeps what Prometheus writes to it. Fields are floating-point
/// numbers, times are nanoseconds. NaN and infinity are left out: the protocol has neither.
///
/// In a tag's value a comma, `=` and a blank are escaped. A newline becomes the two characters `\n`,
/// and a backslash at the end is left off, since it would escape what follows and cannot be escaped
/// itself. A label called `time` becomes `time_`: InfluxDB refuses a tag of that name.
struct InfluxWriter {
  private let options: ExpositionOptions

  init(_ options: ExpositionOptions) { self.options = options }

  func write(_ snapshot: MetricSnapshot, to sink: inout TextSink) throws(MetricError) {
    var time: [UInt8] = [UInt8(ascii: " ")]
    MetricNumber.append(integer: snapshot.takenAt.nanoseconds, to: &time)
    time.append(UInt8(ascii: "\n"))
    try snapshot.forEachFlatSample(options) { sample throws(MetricError) in
      guard sample.number.isFinite else { return }
      sink.bytes.append(contentsOf: sample.name)
      appendTags(sample.labels, to: &sink.bytes)
      sink.bytes.append(" value=")
      MetricNumber.append(sample.number, to: &sink.bytes)
      sink.bytes.append(contentsOf: time)
      try sink.flushWhenFull()
    }
  }

  private func appendTags(_ labels: ArraySlice<UInt8>, to text: inout [UInt8]) {
    for (name, value) in CanonicalLabels(labels) {
      var value = CanonicalLabels.unescaped(value)
      while value.last == UInt8(ascii: "\\") { value.removeLast() }
      if value.isEmpty { continue }
      text.append(UInt8(ascii: ","))
      text.append(contentsOf: name)
      if name.elementsEqual("time".utf8) { text.append(UInt8(ascii: "_")) }
      text.append(UInt8(ascii: "="))
      for byte in value { appendTagByte(byte, to: &text) }
    }
  }

  private func appendTagByte(_ byte: UInt8, to text: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "="), UInt8(ascii: " "):
      text.append(UInt8(ascii: "\\"))
      text.append(byte)
    case UInt8(ascii: "\n"): text.append("\\n")
    default: text.append(byte)
    }
  }
}
