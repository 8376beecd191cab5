internal import Glibc

/// Quantiles of numbers from 0 up, in a fixed 2 KiB however many there were.
///
/// Numbers are counted in 256 neighbouring buckets whose bounds are powers of
/// `base = 2^(2^-scale)`: bucket `i` takes what is above `base^(i-1)` and at most `base^i`. It
/// begins with the finest scale; when a number lies too far from the others, the scale goes down by
/// one, which makes one bucket of each two. A quantile is answered with the number of its bucket
/// that is off by the same factor from both bounds, so that its relative error is at most
/// `(base - 1) / (base + 1)`: 1.1 % while the largest is at most 250 times the smallest, 2.2 % up to
/// 62,000 times, 4.4 % up to 3,900 million times. Zero has a count of its own. Two sketches are
/// merged without further error.
///
/// Source: Masson, Rim, Lee, "DDSketch" (VLDB 2019); Epicoco and others, "UDDSketch" (IEEE Access
/// 2020), for halving; OpenTelemetry's exponential histogram, for the powers of two.
public struct QuantileSketch: Hashable, Sendable {
  /// How many buckets there are.
  public static let bucketCount = 256
  /// The scale of an empty sketch: neighbouring bounds differ by 0.07 %.
  public static let finestScale = 10
  /// At this scale all numbers of a double fit.
  static let coarsestScale = -4

  /// Which power of two is the base: `2^(2^-scale)`.
  public private(set) var scale = finestScale
  /// How many zeros were counted.
  public private(set) var zeros: UInt64 = 0
  /// The index of the first bucket kept, and what each has counted.
  package private(set) var first = 0
  package private(set) var counts = [UInt64](repeating: 0, count: bucketCount)

  /// A sketch of nothing.
  public init() {}

  /// A sketch by its parts; nil when they cannot be one's.
  package init?(scale: Int, first: Int, zeros: UInt64, counts: [UInt64]) {
    guard (Self.coarsestScale...Self.finestScale).contains(scale),
      abs(first) < 1 << 22, counts.count == Self.bucketCount
    else { return nil }
    (self.scale, self.first, self.zeros, self.counts) = (scale, first, zeros, counts)
  }

  /// How many numbers were counted.
  public var count: UInt64 { counts.reduce(zeros, &+) }

  /// The largest relative error of a quantile.
  public var relativeError: Double {
    let base = exp2(exp2(-Double(scale)))
    return (base - 1) / (base + 1)
  }

  /// Counts a number, which is finite and not negative.
  public mutating func insert(_ number: Double) { insert(number, times: 1) }

  /// Counts a number as often as is said.
  package mutating func insert(_ number: Double, times: UInt64) {
    guard number > 0 else {
      zeros &+= times
      return
    }
    var index = Self.index(of: number, scale: scale)
    if !holds(index) {
      makeRoom(for: index...index)
      index = Self.index(of: number, scale: scale)
    }
    counts[index - first] &+= times
  }

  /// Adds what another sketch has counted.
  public mutating func merge(_ other: QuantileSketch) {
    var other = other
    while other.scale > scale { other.halve() }
    while scale > other.scale { halve() }
    zeros &+= other.zeros
    guard let range = other.occupied else { return }
    makeRoom(for: range)
    while other.scale > scale { other.halve() }
    for (place, count) in other.counts.enumerated() where count > 0 {
      counts[other.first + place - first] &+= count
    }
  }

  /// The number that a share of all are not above, from 0 for the least to 1 for the greatest.
  ///
  /// NaN when there are none.
  public func quantile(_ share: Double) -> Double {
    let count = count
    guard count > 0 else { return .nan }
    let rank = min(max((share * Double(count)).rounded(.up), 1), Double(count))
    var passed = Double(zeros)
    if passed >= rank { return 0 }
    for (place, count) in counts.enumerated() where count > 0 {
      passed += Double(count)
      if passed >= rank { return middle(of: first + place) }
    }
    return occupied.map { middle(of: $0.upperBound) } ?? 0
  }
}

extension QuantileSketch {
  private static func index(of number: Double, scale: Int) -> Int {
    Int((log2(number) * exp2(Double(scale))).rounded(.up))
  }

  /// The number of a bucket whose relative distance to both bounds is the same.
  private func middle(of index: Int) -> Double {
    let width = exp2(-Double(scale))
    let upper = min(exp2(Double(index) * width), .greatestFiniteMagnitude)
    return upper * (2 / (exp2(width) + 1))
  }

  private func holds(_ index: Int) -> Bool {
    index >= first && index < first + Self.bucketCount
  }

  /// The indices from the first to the last bucket that has counted something.
  private var occupied: ClosedRange<Int>? {
    guard let low = counts.firstIndex(where: { $0 > 0 }),
      let high = counts.lastIndex(where: { $0 > 0 })
    else { return nil }
    return first + low...first + high
  }

  /// Moves the buckets, and makes them coarser, until some more indices of the present scale fit.
  private mutating func makeRoom(for wanted: ClosedRange<Int>) {
    var range =
      occupied.map {
        min($0.lowerBound, wanted.lowerBound)...max($0.upperBound, wanted.upperBound)
      } ?? wanted
    while range.count > Self.bucketCount {
      halve()
      range = Self.halved(range.lowerBound)...Self.halved(range.upperBound)
    }
    guard !(holds(range.lowerBound) && holds(range.upperBound)) else { return }
    move(to: range.lowerBound - (Self.bucketCount - range.count) / 2)
  }

  /// Makes another index the first; what has counted something must fit.
  private mutating func move(to start: Int) {
    var moved = [UInt64](repeating: 0, count: Self.bucketCount)
    for (place, count) in counts.enumerated() where count > 0 {
      moved[first + place - start] = count
    }
    (first, counts) = (start, moved)
  }

  /// Makes one bucket of each two.
  private mutating func halve() {
    let start = Self.halved(first)
    var halved = [UInt64](repeating: 0, count: Self.bucketCount)
    for (place, count) in counts.enumerated() where count > 0 {
      halved[Self.halved(first + place) - start] &+= count
    }
    (scale, first, counts) = (scale - 1, start, halved)
  }

  private static func halved(_ index: Int) -> Int { (index + 1) >> 1 }
}
