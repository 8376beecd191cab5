internal import MetricModel
internal import TestSupport
internal import Testing

@Suite struct TimestampTests {
  @Test(
    arguments: [
      (0, "0"), (1, "0.000000001"), (-1, "-0.000000001"), (1_000_000_000, "1"),
      (1_700_000_000_123_456_789, "1700000000.123456789"), (-1_500_000_000, "-1.5"),
      (1_700_000_000_500_000_000, "1700000000.5"), (100_000_000, "0.1"), (10_000_000, "0.01"),
      (Int64.min, "-9223372036.854775808"), (Int64.max, "9223372036.854775807"),
    ])
  func `a moment is written exactly`(nanoseconds: Int64, text: String) {
    var bytes: [UInt8] = []
    MetricNumber.append(seconds: Timestamp(nanoseconds: nanoseconds), to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == text)
  }

  @Test func `seconds between two moments never overflow`() {
    let (first, last) = (Timestamp(nanoseconds: .min), Timestamp(nanoseconds: .max))
    #expect(last.seconds(since: first) == 1.8446744073709552e10)
    #expect(first.seconds(since: last) == -1.8446744073709552e10)
    #expect(last.seconds(since: last) == 0)
    #expect(Timestamp(nanoseconds: 1_500_000_000).seconds(since: Timestamp(nanoseconds: 0)) == 1.5)
  }

  @Test func `a moment outside the range is none`() {
    let now = Timestamp(nanoseconds: 1_700_000_000_000_000_000)
    #expect(now.before(seconds: 0.5) == Timestamp(nanoseconds: 1_699_999_999_500_000_000))
    for seconds in [Double.infinity, -.infinity, .nan, 1e300, 1.2e10, -9e9] {
      #expect(now.before(seconds: seconds) == nil)
    }
  }
}
