internal import MetricModel

// What OpenMetrics and the Prometheus format have in common: the sample line.
extension FamilySamples {
  /// Writes a line for each sample of each series, or only for those of some suffixes.
  func write(
    _ series: SeriesTable, at moment: Timestamp, isOpenMetrics: Bool = false,
    only suffixes: [String]? = nil, to sink: inout TextSink
  ) throws(MetricError) {
    for index in 0..<series.count {
      let labels = series.labels(index)
      try forEach(of: index, in: series, at: moment, isOpenMetrics: isOpenMetrics) {
        (part, number) throws(MetricError) in
        if let suffixes, !suffixes.contains(part.suffix) { return }
        sink.bytes.appendSample(part.name, labels, part.label)
        sink.bytes.append(number)
        sink.bytes.append(UInt8(ascii: "\n"))
      }
      try sink.flushWhenFull()
    }
  }
}

extension [UInt8] {
  /// Appends `name{labels} `, or `name ` when there are no labels.
  @inline(__always)
  mutating func appendSample(_ name: [UInt8], _ labels: ArraySlice<UInt8>, _ own: [UInt8]) {
    append(contentsOf: name)
    if !(labels.isEmpty && own.isEmpty) {
      append(UInt8(ascii: "{"))
      append(contentsOf: labels)
      if !own.isEmpty {
        if !labels.isEmpty { append(UInt8(ascii: ",")) }
        append(contentsOf: own)
      }
      append(UInt8(ascii: "}"))
    }
    append(UInt8(ascii: " "))
  }

  /// Appends the number of a sample.
  package mutating func append(_ number: SampleNumber) {
    switch number {
    case .number(let number): MetricNumber.append(number, to: &self)
    case .count(let count): MetricNumber.append(count: count, to: &self)
    case .moment(let moment): MetricNumber.append(seconds: moment, to: &self)
    }
  }

  /// Appends text as it stands.
  mutating func append(_ text: String) { append(contentsOf: text.utf8) }
}
