internal import SystemCalls

/// Lets five messages through at once and then one a second, and counts those it keeps back.
struct LogLimiter {
  private static let most = 5.0
  private var allowance = most
  private var last: Int64?
  private(set) var leftOut = 0

  /// Whether a message may go now.
  mutating func admits(at nanoseconds: Int64 = monotonicNanoseconds()) -> Bool {
    if let last { allowance = min(Self.most, allowance + Double(nanoseconds - last) / 1e9) }
    last = nanoseconds
    guard allowance >= 1 else {
      leftOut += 1
      return false
    }
    allowance -= 1
    return true
  }

  /// How many messages were kept back since this was asked last, in words for the next one.
  mutating func remark() -> String {
    defer { leftOut = 0 }
    return leftOut == 0 ? "" : " (\(leftOut) messages of this kind were left out before)"
  }
}
