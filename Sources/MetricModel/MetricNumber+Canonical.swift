extension MetricNumber {
  /// The text of a number in a `le` or `quantile` label: `0.1`, `1.0`, `1e+06`, `+Inf`.
  ///
  /// The shortest digits that read back the same; with an exponent of two digits or more when it is
  /// below -4 or above 5, else with a point. Source: OpenMetrics 1.0, "Canonical numbers", which
  /// takes the form from Go's `%g`.
  public static func canonicalText(_ number: Double) -> String {
    guard number.isFinite else { return text(number) }
    if number == 0 { return number.sign == .minus ? "-0.0" : "0.0" }
    let (digits, exponent) = shortestDigits(abs(number))
    let sign = number < 0 ? "-" : ""
    if exponent < -4 || exponent > 5 { return sign + scientific(digits, exponent) }
    if exponent < 0 { return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits }
    let whole = exponent + 1
    let padded = digits + String(repeating: "0", count: max(0, whole + 1 - digits.utf8.count))
    return sign + padded.prefix(whole) + "." + padded.dropFirst(whole)
  }

  private static func scientific(_ digits: String, _ exponent: Int) -> String {
    let fraction = digits.dropFirst()
    let power = String(abs(exponent))
    return digits.prefix(1) + (fraction.isEmpty ? "" : "." + fraction) + "e"
      + (exponent < 0 ? "-" : "+") + (power.utf8.count < 2 ? "0" : "") + power
  }

  /// The digits of a positive number without zeros at either end, and the power of ten of the first.
  private static func shortestDigits(_ number: Double) -> (String, Int) {
    let parts = number.description.split(separator: "e")
    let power = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let decimal = parts[0].split(separator: ".")
    let all = decimal.joined()
    let leading = all.prefix { $0 == "0" }.utf8.count
    var digits = all.dropFirst(leading)
    while digits.last == "0", digits.utf8.count > 1 { digits.removeLast() }
    return (String(digits), decimal[0].utf8.count - 1 - leading + power)
  }
}
