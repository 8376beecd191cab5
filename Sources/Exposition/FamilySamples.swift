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
    /// Whether it grows until it is reset.
    package let isCumulative: Bool
    let source: Source
  }

  enum Source {
    /// A word of bits of a number.
    case number(Int)
    /// A word of bits of a quantile's value, which may be marked as not there.
    case quantile(Int)
    /// The count and the sum of a summary, which may be marked as not there.
    case count
    case sum
    case duration
    /// A bucket's own count, to be added to those before it; it may be marked as not there.
    case bucket(Int)
    /// The same of `+Inf`.
    case lastBucket
    /// All buckets of a histogram.
    case bucketTotal
    /// The sum of a histogram.
    case bucketSum
    case state(UInt64)
    case created
  }

  /// In the order in which they are printed.
  package private(set) var parts: [Part] = []
  private let name: [UInt8]
  private let kind: MetricKind
  /// The last word of a histogram's row.
  private let lastBucket: Int
  /// Whether a histogram has bounds below zero.
  private let takesNegatives: Bool

  /// The samples of a family under a name, with or without created times.
  package init(of family: MetricFamily, named name: [UInt8], showsCreated: Bool) {
    self.name = name
    kind = family.kind
    lastBucket = family.layout.bounds.count + 1
    takesNegatives = HistogramValue.takesNegatives(family.layout.bounds)
    switch family.kind {
    case .counter: add(family.isNamedAsSample ? "" : "_total", .number(0), isCumulative: true)
    case .gauge, .unknown: add("", .number(0))
    case .duration: add("", .duration)
    case .info: add("_info", .number(0))
    case .stateset:
      for (place, state) in family.layout.states.enumerated() {
        add("", .state(1 << UInt64(place)), label: Self.label(name, state))
      }
    case .histogram: addHistogram(family.layout.bounds, "_count", "_sum", isCumulative: true)
    case .gaugehistogram:
      addHistogram(family.layout.bounds, "_gcount", "_gsum", isCumulative: false)
    case .summary: addSummary(family.layout.quantiles)
    }
    if showsCreated, family.hasCreatedSample { add("_created", .created) }
  }

  private mutating func addHistogram(
    _ bounds: [Double], _ count: String, _ sum: String, isCumulative: Bool
  ) {
    for (place, bound) in (bounds + [.infinity]).enumerated() {
      let source: Source = place == bounds.count ? .lastBucket : .bucket(place + 1)
      add("_bucket", source, label: Self.label("le", bound), isCumulative: isCumulative)
    }
    add(count, .bucketTotal, isCumulative: isCumulative)
    add(sum, .bucketSum, isCumulative: isCumulative)
  }

  private mutating func addSummary(_ quantiles: [Double]) {
    for (place, quantile) in quantiles.enumerated() {
      add("", .quantile(place + 2), label: Self.label("quantile", quantile))
    }
    add("_count", .count, isCumulative: true)
    add("_sum", .sum, isCumulative: true)
  }

  private mutating func add(
    _ suffix: String, _ source: Source, label: [UInt8] = [], isCumulative: Bool = false
  ) {
    parts.append(
      Part(
        name: name + Array(suffix.utf8), suffix: suffix, label: label, isCumulative: isCumulative,
        source: source))
  }

  private static func label(_ name: String, _ number: Double) -> [UInt8] {
    Array("\(name)=\"\(MetricNumber.canonicalText(number))\"".utf8)
  }

  private static func label(_ name: [UInt8], _ value: String) -> [UInt8] {
    var text = name + Array("=\"".utf8)
    for byte in value.utf8 { text.appendEscaped(byte) }
    return text + [UInt8(ascii: "\"")]
  }

  /// Calls the body with each sample of a series that is there.
  ///
  /// OpenMetrics has no count and no sum of numbers below zero in a histogram: with `isOpenMetrics`
  /// they are left out.
  @inline(__always)
  package func forEach(
    of index: Int, in series: SeriesTable, at moment: Timestamp, isOpenMetrics: Bool = false,
    _ body: (Part, SampleNumber) throws(MetricError) -> Void
  ) throws(MetricError) {
    var passed: UInt64 = 0
    for part in parts {
      switch part.source {
      case .number(let place):
        try body(part, .number(Double(bitPattern: series.word(index, at: place))))
      case .duration:
        let start = Timestamp(nanoseconds: Int64(bitPattern: series.word(index)))
        try body(part, .number(moment.seconds(since: start)))
      case .bucket(let place):
        let count = series.word(index, at: place)
        if count == AbsentPart.count { continue }
        passed &+= count
        try body(part, .count(passed))
      case .lastBucket:
        let word = series.word(index, at: lastBucket)
        passed &+= word & AbsentPart.lastCounted
        if word & AbsentPart.infinity == 0 { try body(part, .count(passed)) }
      case .bucketTotal:
        guard series.word(index, at: lastBucket) & AbsentPart.total == 0 else { continue }
        if !isOpenMetrics || hasSum(index, series) { try body(part, .count(passed)) }
      case .bucketSum:
        let sum = Double(bitPattern: series.word(index))
        if !sum.isAbsent, !isOpenMetrics || hasSum(index, series) { try body(part, .number(sum)) }
      case .count:
        let count = series.word(index)
        if count != AbsentPart.count { try body(part, .count(count)) }
      case .sum: try visit(1, part)
      case .quantile(let place): try visit(place, part)
      case .state(let mask): try body(part, .count(series.word(index) & mask == 0 ? 0 : 1))
      case .created: try body(part, .moment(series.created(index)))
      }
    }

    func visit(_ place: Int, _ part: Part) throws(MetricError) {
      let number = Double(bitPattern: series.word(index, at: place))
      if !number.isAbsent { try body(part, .number(number)) }
    }
  }

  /// Whether OpenMetrics has a place for a histogram's sum, and with it for its count.
  ///
  /// Source: OpenMetrics 1.0, "Histogram" and "GaugeHistogram".
  private func hasSum(_ index: Int, _ series: SeriesTable) -> Bool {
    let sum = Double(bitPattern: series.word(index))
    guard series.word(index, at: lastBucket) & AbsentPart.total == 0 else { return false }
    return kind == .histogram ? sum >= 0 && !takesNegatives : sum >= 0 || takesNegatives && sum < 0
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
