internal import MetricModel

/// The words of the values that are more than one number.
///
/// ```
/// histogram   f64 sum, u64 count for each bucket alone, the last for +Inf
/// summary     u64 count, f64 sum; with quantiles also:
///             f64 imported value for each quantile, i32 scale, i32 first index, u64 zeros,
///             256 x u64 count
/// ```
/// A gauge histogram's are those of a histogram. Parts may be marked as not there (see AbsentPart).
/// Each word is kept with every second bit turned over: most counts are 0, and a live record must
/// not hold a long run of zero bytes, by which free space is known (see FreeSpace).
enum SeriesWords {
  private static let mask: UInt64 = 0xA5A5_A5A5_A5A5_A5A5
  private static let sketchWords = 2 + QuantileSketch.bucketCount

  static func append(_ histogram: HistogramValue, to record: inout [UInt8]) {
    append(histogram.sum.bitPattern, to: &record)
    for count in histogram.counts { append(count, to: &record) }
  }

  static func append(_ summary: SummaryValue, to record: inout [UInt8]) {
    append(summary.count, to: &record)
    append(summary.sum.bitPattern, to: &record)
    for value in summary.imported { append(value.bitPattern, to: &record) }
    guard let sketch = summary.sketch else { return }
    let scale = UInt64(UInt32(bitPattern: Int32(sketch.scale)))
    append(scale | UInt64(UInt32(bitPattern: Int32(sketch.first))) << 32, to: &record)
    append(sketch.zeros, to: &record)
    for count in sketch.counts { append(count, to: &record) }
  }

  private static func append(_ word: UInt64, to record: inout [UInt8]) {
    record.append(littleEndian: word ^ mask)
  }

  /// The words of a record whose length was checked.
  static func plain(_ record: UnsafeRawBufferPointer) -> [UInt64] {
    (0..<(record.count - SeriesRecord.wordsOffset) / 8).map {
      record.integer(at: SeriesRecord.wordsOffset + $0 * 8, as: UInt64.self) ^ mask
    }
  }

  static func histogram(_ words: [UInt64]) -> HistogramValue {
    HistogramValue(sum: Double(bitPattern: words[0]), counts: Array(words[1...]))
  }

  /// Nil when the sketch cannot be one.
  static func summary(_ words: [UInt64]) -> SummaryValue? {
    var summary = SummaryValue(count: words[0], sum: Double(bitPattern: words[1]))
    guard let quantiles = quantileCount(words: words.count) else { return nil }
    if quantiles == 0 { return summary }
    let start = 2 + quantiles
    summary.imported = words[2..<start].map(Double.init(bitPattern:))
    summary.sketch = QuantileSketch(
      scale: Int(Int32(truncatingIfNeeded: words[start])),
      first: Int(Int32(truncatingIfNeeded: words[start] >> 32)),
      zeros: words[start + 1], counts: Array(words[(start + 2)...]))
    return summary.sketch == nil ? nil : summary
  }

  /// How many quantiles a summary of so many words has; nil when there is no such summary.
  static func quantileCount(words: Int) -> Int? {
    if words == 2 { return 0 }
    let quantiles = words - 2 - sketchWords
    return quantiles >= 1 && quantiles <= MetricFamily.Layout.maximumTextCount ? quantiles : nil
  }
}

extension SeriesWords {
  /// The series of a summary with the values of its quantiles in place of the sketches.
  static func withQuantiles(
    _ table: SeriesTable, of family: MetricFamily
  ) throws(DatabaseFault) -> SeriesTable {
    let quantiles = family.layout.quantiles
    var result = SeriesTable(for: family)
    for index in 0..<table.count {
      let words = (0..<table.wordsPerSeries).map { table.word(index, at: $0) }
      guard let summary = summary(words), summary.imported.count == quantiles.count else {
        throw .damaged("a series of '\(family.name)' is not what its declaration says")
      }
      result.append(
        labels: LabelSet(trustedCanonical: Array(table.labels(index))), value: .summary(summary),
        of: family, created: table.created(index))
    }
    return result
  }
}
