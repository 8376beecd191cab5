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
    guard let number = read(word.utf8) else { throw .invalid(.number(word)) }
    return number
  }

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

  /// The text of a number: `3`, `-0.5`, `1e+300`, `+Inf`, `-Inf`, `NaN`.
  public static func text(_ number: Double) -> String {
    var bytes: [UInt8] = []
    append(number, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the text of a number to a buffer.
  public static func append(_ number: Double, to bytes: inout [UInt8]) {
    if number.isNaN {
      bytes.append(contentsOf: "NaN".utf8)
    } else if number.isInfinite {
      bytes.append(contentsOf: (number < 0 ? "-Inf" : "+Inf").utf8)
    } else if abs(number) <= exactLimit, number == number.rounded(.towardZero) {
      append(integer: Int64(number), to: &bytes)
    } else {
      bytes.append(contentsOf: number.description.utf8)
    }
  }

  /// Appends the decimal digits of an integer to a buffer.
  public static func append(integer: Int64, to bytes: inout [UInt8]) {
    if integer < 0 { bytes.append(UInt8(ascii: "-")) }
    let magnitude = integer.magnitude
    let start = bytes.count
    var rest = magnitude
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }

  /// Appends a moment as seconds since the epoch, exact to the nanosecond: `1700000000.123456789`.
  public static func append(seconds moment: Timestamp, to bytes: inout [UInt8]) {
    var (whole, rest) = moment.nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    if rest < 0 {
      bytes.append(UInt8(ascii: "-"))
      (whole, rest) = (-whole, -rest)
    } else if whole < 0 {
      bytes.append(UInt8(ascii: "-"))
      whole = -whole
    }
    append(integer: whole, to: &bytes)
    guard rest > 0 else { return }
    bytes.append(UInt8(ascii: "."))
    var divisor: Int64 = 100_000_000
    while rest > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest / divisor))
      rest %= divisor
      divisor /= 10
    }
  }
}
