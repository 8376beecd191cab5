internal import Foundation

/// Random numbers that can be had again: the seed is printed, and METRICCTL_TEST_SEED sets it.
///
/// Source: SplitMix64, G. Steele, D. Lea, C. Flood, OOPSLA 2014.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// A generator for one test, which names itself in the line that shows the seed.
  public init(for test: String) { self.init(seed: Self.seed(for: test), stream: 0) }

  /// One of many generators that share a seed, each with numbers of its own.
  public init(seed: UInt64, stream: Int) {
    state = seed &+ UInt64(truncatingIfNeeded: stream) &* 0xd134_2543_de82_ef95
  }

  /// The seed for a test, which is printed: METRICCTL_TEST_SEED, or any number.
  public static func seed(for test: String) -> UInt64 {
    let given = ProcessInfo.processInfo.environment["METRICCTL_TEST_SEED"].flatMap(UInt64.init)
    let seed = given ?? UInt64.random(in: 0...UInt64.max)
    print("\(test): METRICCTL_TEST_SEED=\(seed)")
    return seed
  }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// One of a list that is not empty.
  public mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: 0..<elements.count, using: &self)]
  }

  /// Text of pieces out of a list, joined.
  public mutating func text(of pieces: [String], count: ClosedRange<Int>) -> String {
    let length = Int.random(in: count, using: &self)
    return (0..<length).map { _ in pick(pieces) }.joined()
  }

  /// Text that formats and terminals stumble over: quotes, escapes, controls, scripts, emoji.
  public mutating func hostileText(count: ClosedRange<Int> = 0...12) -> String {
    text(of: Self.hostilePieces, count: count)
  }

  /// What hostile text is made of.
  public static let hostilePieces = [
    "\"", "\\", "\n", "\r", "\t", "\u{0}", "\u{1b}[31m", "\u{7f}", "\u{85}", ",", "=", "{", "}",
    " ", "  ", "#", "'", "`", "a", "Z", "0", "_", ":", "\\n", "\\\"", "é", "e\u{301}", "\u{301}",
    "ß", "日本", "👩‍👩‍👧", "🇩🇪", "שלום", "مرحبا", "\u{202e}", "\u{2028}", "\u{feff}", "\u{200b}",
    "\u{10ffff}", "\u{fffd}", "# EOF", "le", "+Inf", "NaN", "1e5", "=~",
  ]

  /// A number out of those that formats stumble over, or any bits at all.
  public mutating func hostileNumber() -> Double {
    let fixed: [Double] = [
      0, -0.0, 1, -1, 0.1, 1e300, -1e300, .leastNonzeroMagnitude, .greatestFiniteMagnitude,
      .infinity, -.infinity,
      .nan, 9_007_199_254_740_992, 9_007_199_254_740_994, 1e15, 1e16, 1e17, 1e21, 1e22, 1e-5,
      1_700_000_000.123, .pi, 123_456_789,
    ]
    if Bool.random(using: &self) { return pick(fixed) }
    return Double(bitPattern: next())
  }
}
