/// A moment: nanoseconds since 1970-01-01T00:00:00Z, which reaches from 1677 to 2262.
public struct Timestamp: Hashable, Comparable, Sendable {
  /// Nanoseconds since the Unix epoch.
  public var nanoseconds: Int64

  /// A moment by its nanoseconds since the Unix epoch.
  public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// In place of a moment that a text does not give.
  public static let notGiven = Timestamp(nanoseconds: .min)

  /// The earlier moment first.
  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  /// Seconds from an earlier moment to this one; negative when it is later.
  ///
  /// Never overflows.
  public func seconds(since start: Timestamp) -> Double {
    let (difference, overflow) = nanoseconds.subtractingReportingOverflow(start.nanoseconds)
    if overflow { return (Double(nanoseconds) - Double(start.nanoseconds)) / 1e9 }
    let (seconds, rest) = difference.quotientAndRemainder(dividingBy: 1_000_000_000)
    return Double(seconds) + Double(rest) / 1e9
  }

  /// The moment that many seconds before this one, or nil when it lies outside the range.
  public func before(seconds: Double) -> Timestamp? {
    let offset = seconds * 1e9
    guard offset.isFinite, abs(offset) < 9.2e18 else { return nil }
    let (moment, overflow) = nanoseconds.subtractingReportingOverflow(Int64(offset.rounded()))
    return overflow ? nil : Timestamp(nanoseconds: moment)
  }
}
