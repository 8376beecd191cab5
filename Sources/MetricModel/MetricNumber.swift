/// Numbers as users write them and as the exposition formats print them.
///
/// Read: decimal, with or without sign, fraction and exponent, and `Inf`, `NaN` in any case, as
/// OpenMetrics has them; no hexadecimal, no underscores, no blanks. Written: integers without a
/// point while a double holds them exactly, otherwise the shortest text that reads back the same.
public enum MetricNumber {
  /// 2^53: up to here every integer is exact in a double.
  public static let exactLimit = 9_007_199_254_740_992.0

  /// The number that a word stands for; `invalid` for anything else, or when it is out of range.
  public static func parse(_ word: String) throws(MetricError) -> Double {
    guard let number = read(word) else { throw .invalid(.number(word)) }
    return number
  }

  /// The number that a word stands for, or nil.
  package static func read(_ word: String) -> Double? { read(word.utf8) }

  private static func read(_ bytes: String.UTF8View) -> Double? {
    var rest = bytes[...]
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      rest.removeFirst()
    }
    switch String(Substring(rest)).lowercased() {
    case "inf", "infinity": return bytes.first == UInt8(ascii: "-") ? -.infinity : .infinity
    case "nan": return bytes.count == 3 ? .nan : nil
    default: break
    }
    guard isDecimal(rest), let number = Double(String(bytes)), number.isFinite else {
      return nil
    }
    return number
  }

  private static func isDecimal(_ bytes: Substring.UTF8View) -> Bool {
    var rest = bytes
    let whole = skipDigits(&rest)
    var fraction = 0
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      fraction = skipDigits(&rest)
    }
    guard whole + fraction > 0 else { return false }
    guard let mark = rest.first else { return true }
    guard mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") else { return false }
    rest.removeFirst()
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      rest.removeFirst()
    }
    return skipDigits(&rest) > 0 && rest.isEmpty
  }

  private static func skipDigits(_ rest: inout Substring.UTF8View) -> Int {
    let before = rest.count
    while let byte = rest.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
      rest.removeFirst()
    }
    return before - rest.count
  }
}
