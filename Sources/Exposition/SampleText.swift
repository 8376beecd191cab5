internal import MetricModel

// What OpenMetrics and the Prometheus format have in common: the sample line.
extension [UInt8] {
  /// Appends `name{labels} `, or `name ` when there are no labels.
  mutating func appendSample(_ name: [UInt8], _ labels: ArraySlice<UInt8>) {
    append(contentsOf: name)
    if !labels.isEmpty {
      append(UInt8(ascii: "{"))
      append(contentsOf: labels)
      append(UInt8(ascii: "}"))
    }
    append(UInt8(ascii: " "))
  }

  /// Appends the number of a sample and ends its line.
  mutating func appendLine(_ number: Double) {
    MetricNumber.append(number, to: &self)
    append(UInt8(ascii: "\n"))
  }

  /// Appends a moment in seconds as the number of a sample and ends its line.
  mutating func appendLine(_ moment: Timestamp) {
    MetricNumber.append(seconds: moment, to: &self)
    append(UInt8(ascii: "\n"))
  }

  /// Appends text as it stands.
  mutating func append(_ text: String) { append(contentsOf: text.utf8) }
}
