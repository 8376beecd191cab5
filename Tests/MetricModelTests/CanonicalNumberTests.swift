internal import MetricModel
internal import TestSupport
internal import Testing

@Suite("Canonical numbers")
struct CanonicalNumberTests {
  @Test("Bounds and quantiles are written as OpenMetrics wants them")
  func table() {
    let texts: [(Double, String)] = [
      (0, "0.0"), (-0.0, "-0.0"), (1, "1.0"), (-1, "-1.0"), (10, "10.0"), (0.5, "0.5"),
      (0.001, "0.001"), (0.0001, "0.0001"), (0.00001, "1e-05"), (1.5e-7, "1.5e-07"),
      (100_000, "100000.0"), (123_456, "123456.0"), (123_456.75, "123456.75"),
      (1_000_000, "1e+06"), (1_048_576, "1.048576e+06"), (1e21, "1e+21"), (1e100, "1e+100"),
      (-2.5e-300, "-2.5e-300"), (.infinity, "+Inf"), (-.infinity, "-Inf"), (.nan, "NaN"),
      (0.1 + 0.2, "0.30000000000000004"), (.leastNonzeroMagnitude, "5e-324"),
    ]
    for (number, text) in texts { #expect(MetricNumber.canonicalText(number) == text) }
  }

  @Test("They read back as the same number")
  func readBack() throws {
    var random = SeededGenerator(for: "canonical numbers")
    for _ in 0..<2000 {
      let number = Double(bitPattern: UInt64.random(in: 0...UInt64.max, using: &random))
      guard number.isFinite else { continue }
      let text = MetricNumber.canonicalText(number)
      #expect(try MetricNumber.parse(text).bitPattern == number.bitPattern, "\(text)")
    }
  }
}
