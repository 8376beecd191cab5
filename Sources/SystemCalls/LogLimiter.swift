/// Lets five messages through at once and then one now and then, and counts those it keeps back.
package struct LogLimiter {
  private static let most = 5.0
  private let secondsEach: Double
  private var allowance = most
  private var last: Int64?
  package private(set) var leftOut = 0

  /// A limiter that has let nothing through yet.
  package init(secondsEach: Double = 1) { self.secondsEach = secondsEach }

  /// Whether a message may go now.
  package mutating func admits(at nanoseconds: Int64 = monotonicNanoseconds()) -> Bool {
    if let last {
      allowance = min(Self.most, allowance + Double(nanoseconds - last) / 1e9 / secondsEach)
    }
    last = nanoseconds
    guard allowance >= 1 else {
      leftOut += 1
      return false
    }
    allowance -= 1
    return true
  }

  /// The remark for a message that may go now; nil when it may not.
  package mutating func remarkIfAdmitted() -> String? { admits() ? remark() : nil }

  /// How many messages were kept back since this was asked last, in words for the next one.
  package mutating func remark() -> String {
    defer { leftOut = 0 }
    return leftOut == 0 ? "" : " (\(leftOut) messages of this kind were left out before)"
  }
}
