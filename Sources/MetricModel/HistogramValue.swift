/// What a histogram's series holds: a count for each bucket, and the sum of what was observed.
public struct HistogramValue: Hashable, Sendable {
  /// The sum of all observations; NaN when none is kept.
  ///
  /// OpenMetrics has no sum where a bound is negative, and imported text may have none.
  public var sum: Double
  /// How many observations fell into each bucket and no lower one; the last is `+Inf`.
  public var counts: [UInt64]

  /// A value by its parts.
  public init(sum: Double, counts: [UInt64]) {
    self.sum = sum
    self.counts = counts
  }

  /// Nothing observed yet.
  public static func empty(_ bounds: [Double]) -> HistogramValue {
    HistogramValue(
      sum: keepsSum(bounds) ? 0 : .nan, counts: [UInt64](repeating: 0, count: bounds.count + 1))
  }

  /// Whether a histogram of these bounds has a sum: OpenMetrics forbids it below zero.
  public static func keepsSum(_ bounds: [Double]) -> Bool { bounds.first.map { $0 >= 0 } ?? true }

  /// How many observations there were.
  public var count: UInt64 { counts.reduce(0, &+) }

  /// Counts a number in the first bucket whose bound is not below it.
  package mutating func observe(_ number: Double, _ bounds: [Double], times: UInt64 = 1) {
    var (low, high) = (0, bounds.count)
    while low < high {
      let middle = (low + high) / 2
      if bounds[middle] < number { low = middle + 1 } else { high = middle }
    }
    counts[low] &+= times
    sum += number * Double(times)
  }

  /// Whether a 64-bit count, or a finite sum, would be too small for what another has counted.
  func overflows(adding other: HistogramValue) -> Bool {
    count.addingReportingOverflow(other.count).overflow
      || sum.isFinite && other.sum.isFinite && !(sum + other.sum).isFinite
  }

  /// Adds what another histogram of the same bounds has counted.
  package mutating func merge(_ other: HistogramValue) {
    for index in counts.indices { counts[index] &+= other.counts[index] }
    sum += other.sum
  }
}
