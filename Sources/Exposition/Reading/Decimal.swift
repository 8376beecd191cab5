internal import MetricModel

/// A decimal number as it stands in a text: `digits * 10^exponent`.
struct Decimal {
  /// So many digits fit into 64 bits whatever they are.
  static let mostDigits = 19

  var isNegative = false
  var digits: UInt64 = 0
  var exponent = 0
  /// Whether more digits followed, which are left out.
  var isCut = false

  /// The nearest double, where one multiplication or division finds it; otherwise nil.
  ///
  /// Digits up to 2^53 and powers of ten up to 10^22 are exact in a double, so that the one
  /// operation rounds once. Source: W. Clinger, "How to read floating point numbers accurately",
  /// PLDI 1990.
  var double: Double? {
    guard !isCut, digits <= 1 << 53 else { return nil }
    var number = Double(digits)
    if exponent != 0 {
      guard abs(exponent) <= 22 else { return digits == 0 ? (isNegative ? -0.0 : 0) : nil }
      let power = Self.powers[abs(exponent)]
      number = exponent < 0 ? number / power : number * power
    }
    return isNegative ? -number : number
  }

  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// The whole number that it is; nil when it is not one, negative, or above 64 bits.
  var count: UInt64? {
    if digits == 0 { return 0 }
    guard !isNegative, !isCut, let (whole, rest) = scaled(by: 0), rest == 0 else { return nil }
    return whole
  }

  /// So many seconds since the epoch, rounded to the nanosecond; nil when out of range.
  var moment: Timestamp? {
    if digits == 0 { return Timestamp(nanoseconds: 0) }
    guard let (floor, rest) = scaled(by: 9) else { return nil }
    let whole = rest < 0.5 ? floor : floor &+ 1
    guard floor <= UInt64(Int64.max), whole <= UInt64(Int64.max) else { return nil }
    return Timestamp(nanoseconds: isNegative ? -Int64(whole) : Int64(whole))
  }

  /// The number times a power of ten: the whole part, and what is left as a fraction of one.
  private func scaled(by power: Int) -> (whole: UInt64, rest: Double)? {
    let exponent = exponent + power
    guard exponent < Self.mostDigits + 1 else { return nil }
    guard exponent > -Self.mostDigits - 1 else { return (0, digits == 0 ? 0 : 0.1) }
    var factor: UInt64 = 1
    for _ in 0..<abs(exponent) {
      let (next, overflow) = factor.multipliedReportingOverflow(by: 10)
      if overflow { return exponent > 0 ? nil : (0, 0.1) }
      factor = next
    }
    if exponent < 0 {
      let (whole, rest) = digits.quotientAndRemainder(dividingBy: factor)
      return (whole, Double(rest) / Double(factor))
    }
    let (whole, overflow) = digits.multipliedReportingOverflow(by: factor)
    return overflow ? nil : (whole, 0)
  }
}
