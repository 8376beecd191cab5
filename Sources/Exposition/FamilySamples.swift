package import MetricModel

/// The samples that each series of a family prints: their names, labels of their own, and where
/// their numbers come from.
///
/// It is made once for a family; a walk over its series then only copies bytes and formats numbers.
/// Source: OpenMetrics 1.0, "Suffixes" and the sections on each type.
package struct FamilySamples {
  /// One sample of each series.
  package struct Part {
    /// The family's name with the sample's suffix.
    package let name: [UInt8]
    /// What follows the family's name in it, such as `_bucket`.
    package let suffix: String
    /// The label that tells it from its like, such as `le="0.1"`; empty for most.
    package let label: [UInt8]
    let source: Source
  }

  enum Source {
    /// A word of bits of a number.
    case number(Int)
    case count(Int)
    case duration
    /// A bucket's own count, to be added to those before it.
    case bucket(Int)
    /// All buckets of a histogram.
    case bucketTotal
    /// The sum of a histogram, NaN when none is kept.
    case histogramSum
    case state(UInt64)
    case created
  }

  /// In the order in which they are printed.
  package private(set) var parts: [Part] = []
  private let name: [UInt8]
  /// The last word of a histogram's row.
  private let lastBucket: Int

  /// The samples of a family under a name, with or without created times.
  package init(of family: MetricFamily, named name: [UInt8], showsCreated: Bool) {
    self.name = name
    lastBucket = family.layout.bounds.count + 1
    switch family.kind {
    case .counter: add("_total", .number(0))
    case .gauge, .unknown: add("", .number(0))
    case .duration: add("", .duration)
    case .info: add("_info", .number(0))
    case .stateset:
      for (place, state) in family.layout.states.enumerated() {
        add("", .state(1 << UInt64(place)), label: Self.label(name, state))
      }
    case .histogram: addHistogram(family.layout.bounds)
    case .summary: addSummary(family.layout.quantiles)
    }
    if showsCreated, family.kind.hasCreated { add("_created", .created) }
  }

  private mutating func addHistogram(_ bounds: [Double]) {
    for (place, bound) in (bounds + [.infinity]).enumerated() {
      add("_bucket", .bucket(place + 1), label: Self.label("le", bound))
    }
    add("_count", .bucketTotal)
    add("_sum", .histogramSum)
  }

  private mutating func addSummary(_ quantiles: [Double]) {
    for (place, quantile) in quantiles.enumerated() {
      add("", .number(place + 2), label: Self.label("quantile", quantile))
    }
    add("_count", .count(0))
    add("_sum", .number(1))
  }

  private mutating func add(_ suffix: String, _ source: Source, label: [UInt8] = []) {
    parts.append(
      Part(name: name + Array(suffix.utf8), suffix: suffix, label: label, source: source))
  }

  private static func label(_ name: String, _ number: Double) -> [UInt8] {
    Array("\(name)=\"\(MetricNumber.canonicalText(number))\"".utf8)
  }

  private static func label(_ name: [UInt8], _ value: String) -> [UInt8] {
    var text = name + Array("=\"".utf8)
    for byte in value.utf8 { text.appendEscaped(byte) }
    return text + [UInt8(ascii: "\"")]
  }

  /// Calls the body with each sample of a series that has something to say.
  ///
  /// Where a histogram keeps no sum, it has no count either, as OpenMetrics wants; `countAlone`
  /// keeps the count.
  @inline(__always)
  package func forEach(
    of index: Int, in series: SeriesTable, at moment: Timestamp, countAlone: Bool = false,
    _ body: (Part, SampleNumber) throws(MetricError) -> Void
  ) throws(MetricError) {
    var passed: UInt64 = 0
    for part in parts {
      switch part.source {
      case .number(let place):
        try body(part, .number(Double(bitPattern: series.word(index, at: place))))
      case .count(let place): try body(part, .count(series.word(index, at: place)))
      case .duration:
        let start = Timestamp(nanoseconds: Int64(bitPattern: series.word(index)))
        try body(part, .number(moment.seconds(since: start)))
      case .bucket(let place):
        passed &+= series.word(index, at: place)
        try body(part, .count(passed))
      case .bucketTotal:
        if countAlone || hasSum(index, series) { try body(part, .count(passed)) }
      case .histogramSum:
        if hasSum(index, series) {
          try body(part, .number(Double(bitPattern: series.word(index))))
        }
      case .state(let mask): try body(part, .count(series.word(index) & mask == 0 ? 0 : 1))
      case .created: try body(part, .moment(series.created(index)))
      }
    }
  }

  private func hasSum(_ index: Int, _ series: SeriesTable) -> Bool {
    !Double(bitPattern: series.word(index)).isNaN
  }
}

/// The number of a sample.
package enum SampleNumber {
  case number(Double)
  case count(UInt64)
  case moment(Timestamp)

  /// As the nearest double.
  package var double: Double {
    switch self {
    case .number(let number): number
    case .count(let count): Double(count)
    case .moment(let moment): moment.seconds(since: Timestamp(nanoseconds: 0))
    }
  }
}
