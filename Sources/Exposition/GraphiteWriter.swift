internal import MetricModel

/// Writes the plaintext protocol of Graphite's carbon.
///
/// ```
/// http_requests_total;code=200 17 1700000100        labels as tags (Graphite 1.1 and later)
/// http_requests_total.code.200 17 1700000100        labels as parts of the name
/// ```
/// Source: Graphite documentation, "Feeding in your data" and "Graphite tag support". A line is cut
/// at white space of any script and a tag at `;`, so that both become `_` in values, as do control
/// characters and a `~` at the beginning. A label called `name` becomes `name_`: `name` is what carbon keeps the metric's name
/// under. NaN and infinity are left out, since carbon drops the one and cannot draw the other.
struct GraphiteWriter {
  private let options: ExpositionOptions

  init(_ options: ExpositionOptions) { self.options = options }

  func write(_ snapshot: MetricSnapshot, to sink: inout TextSink) throws(MetricError) {
    var time: [UInt8] = [UInt8(ascii: " ")]
    MetricNumber.append(integer: snapshot.takenAt.nanoseconds / 1_000_000_000, to: &time)
    time.append(UInt8(ascii: "\n"))
    try snapshot.forEachFlatSample(options) { sample throws(MetricError) in
      guard sample.number.isFinite else { return }
      sink.bytes.append(contentsOf: sample.name)
      switch options.labelStyle {
      case .tags: appendTags(sample.labels, to: &sink.bytes)
      case .dotted: PathText.append(sample.labels, to: &sink.bytes)
      }
      sink.bytes.append(UInt8(ascii: " "))
      MetricNumber.append(sample.number, to: &sink.bytes)
      sink.bytes.append(contentsOf: time)
      try sink.flushWhenFull()
    }
  }

  private func appendTags(_ labels: ArraySlice<UInt8>, to text: inout [UInt8]) {
    for (name, value) in CanonicalLabels(labels) {
      text.append(UInt8(ascii: ";"))
      text.append(contentsOf: name)
      if name.elementsEqual("name".utf8) { text.append(UInt8(ascii: "_")) }
      text.append(UInt8(ascii: "="))
      appendTagValue(CanonicalLabels.unescaped(value), to: &text)
    }
  }

  private func appendTagValue(_ value: ArraySlice<UInt8>, to text: inout [UInt8]) {
    let start = text.count
    PathText.append(value, to: &text, where: Self.isSafe)
    if text[start] == UInt8(ascii: "~") { text[start] = UInt8(ascii: "_") }
  }

  /// Whether a byte of ASCII may stand in a tag's value.
  private static func isSafe(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte != 0x7f && byte != UInt8(ascii: ";")
  }
}
