/// What a histogram's series holds: a count for each bucket, and the sum of what was observed.
public struct HistogramValue: Hashable, Sendable {
  /// The sum of all observations; `AbsentPart.number` when there is none.
  public var sum: Double
  /// How many observations fell into each bucket and no lower one, with the marks of `AbsentPart`;
  /// the last is `+Inf`.
  ///
  /// What fell into a bucket that is not there is counted in the next one.
  public var counts: [UInt64]

  /// A value by its parts.
  public init(sum: Double, counts: [UInt64]) {
    self.sum = sum
    self.counts = counts
  }

  /// A value as a text has it, for a family of some bounds.
  ///
  /// Each bucket has the count of all that is at most its bound; they ascend, and so do the counts.
  /// A text may have any of the bounds and of `+Inf`. A count, where there is one, is at least that of
  /// the last bucket. Nil where a count is so large that marks would have no room: 2^62 above the last
  /// bound.
  public init?(
    buckets: [(bound: Double, count: UInt64)], count: UInt64?, sum: Double?, of bounds: [Double]
  ) {
    self.init(sum: sum ?? AbsentPart.number, counts: [])
    counts.reserveCapacity(bounds.count + 1)
    var rest = buckets[...]
    var passed: UInt64 = 0
    for bound in bounds {
      guard let next = rest.first, next.bound == bound else {
        counts.append(AbsentPart.count)
        continue
      }
      counts.append(next.count - passed)
      guard counts.last != AbsentPart.count else { return nil }
      passed = next.count
      rest.removeFirst()
    }
    let infinity = rest.first?.count
    let all = infinity ?? count ?? passed
    guard all >= passed, all - passed <= AbsentPart.lastCounted else { return nil }
    counts.append(
      (all - passed) | (infinity == nil ? AbsentPart.infinity : 0)
        | (count == nil ? AbsentPart.total : 0))
  }

  /// Nothing observed yet.
  public static func empty(_ bounds: [Double]) -> HistogramValue {
    HistogramValue(sum: 0, counts: [UInt64](repeating: 0, count: bounds.count + 1))
  }

  /// Whether numbers below zero can be observed, and sums of such bounds may go down.
  public static func takesNegatives(_ bounds: [Double]) -> Bool {
    bounds.first.map { $0 < 0 } ?? false
  }

  /// How many observations there were, as far as is known.
  public var count: UInt64 { counts.indices.reduce(0) { $0 &+ counted($1) } }

  /// How many observations are counted in a bucket alone.
  private func counted(_ index: Int) -> UInt64 {
    if index == counts.count - 1 { return counts[index] & AbsentPart.lastCounted }
    return counts[index] == AbsentPart.count ? 0 : counts[index]
  }

  /// Whether there is a count of all.
  public var hasCount: Bool { counts.last.map { $0 & AbsentPart.total == 0 } ?? false }

  /// Whether a bucket is there.
  public func hasBucket(_ index: Int) -> Bool {
    index == counts.count - 1
      ? counts[index] & AbsentPart.infinity == 0 : counts[index] != AbsentPart.count
  }

  /// Calls the body with each bucket that is there: its index, and the count of all that is at most
  /// its bound.
  package func forEachBucket(_ body: (_ index: Int, _ count: UInt64) -> Void) {
    var passed: UInt64 = 0
    for index in counts.indices {
      passed &+= counted(index)
      if hasBucket(index) { body(index, passed) }
    }
  }

  /// Counts a number in the first bucket whose bound is not below it.
  package mutating func observe(_ number: Double, _ bounds: [Double], times: UInt64 = 1) {
    var (low, high) = (0, bounds.count)
    while low < high {
      let middle = (low + high) / 2
      if bounds[middle] < number { low = middle + 1 } else { high = middle }
    }
    while low < bounds.count, !hasBucket(low) { low += 1 }
    counts[low] &+= times
    if !sum.isAbsent { sum += number * Double(times) }
  }

  /// Whether a count has no room for one more.
  var isFull: Bool { count == .max || counted(counts.count - 1) == AbsentPart.lastCounted }

  /// Whether a 64-bit count, or a finite sum, would be too small for what another has counted.
  func overflows(adding other: HistogramValue) -> Bool {
    let last = counts.count - 1
    return count.addingReportingOverflow(other.count).overflow
      || counted(last) + other.counted(last) > AbsentPart.lastCounted
      || sum.isFinite && other.sum.isFinite && !(sum + other.sum).isFinite
  }

  /// Whether nothing was observed.
  private var isEmpty: Bool { sum == 0 && count == 0 }

  /// Adds what another histogram of the same bounds has counted; false, and nothing is done, when it
  /// lacks a part that is here.
  package mutating func merge(_ other: HistogramValue) -> Bool {
    guard hasNoMoreParts(than: other) else {
      guard isEmpty else { return false }
      self = other
      return true
    }
    var passed: UInt64 = 0
    for index in counts.indices {
      passed &+= other.counted(index)
      if hasBucket(index) || index == counts.count - 1 {
        counts[index] &+= passed
        passed = 0
      }
    }
    if !sum.isAbsent { sum += other.sum }
    return true
  }

  private func hasNoMoreParts(than other: HistogramValue) -> Bool {
    guard sum.isAbsent || !other.sum.isAbsent, !hasCount || other.hasCount else { return false }
    return counts.indices.allSatisfy { !hasBucket($0) || other.hasBucket($0) }
  }
}
