internal import Glibc

/// Numbers that the environment may change: how much to try, and with which seed.
enum Setting {
  /// A count read from the environment.
  static func count(_ name: String, default fallback: Int) -> Int {
    getenv(name).flatMap { Int(String(cString: $0)) } ?? fallback
  }

  /// The seed of a test: METRICCTL_SEED, or a new one; printed, so that a run can be repeated.
  static func seed(for test: String) -> UInt64 {
    let chosen =
      getenv("METRICCTL_SEED").flatMap { UInt64(String(cString: $0)) }
      ?? UInt64.random(in: 1...999_999_999)
    print("\(test): METRICCTL_SEED=\(chosen) repeats this run")
    return chosen
  }
}

/// Random numbers that a seed repeats: splitmix64 (Steele, Lea and Flood, 2014).
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  /// The same numbers for the same seed and stream.
  init(seed: UInt64, stream: Int = 0) {
    state = seed &+ UInt64(truncatingIfNeeded: stream) &* 0xd134_2543_de82_ef95
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// Whether a chance of that share comes true.
  mutating func hits(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &self) < share }
}
