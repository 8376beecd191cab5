extension MetricNumber {
  /// The text of a number: `3`, `-0.5`, `1e+300`, `+Inf`, `-Inf`, `NaN`.
  ///
  /// Minus zero is `-0.0`: without the point some readers take it for an integer and lose its sign.
  public static func text(_ number: Double) -> String {
    var bytes: [UInt8] = []
    append(number, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the text of a number to a buffer.
  public static func append(_ number: Double, to bytes: inout [UInt8]) {
    if abs(number) <= exactLimit {
      let integer = Int64(number)
      if Double(integer) == number, integer != 0 || number.sign == .plus {
        append(integer: integer, to: &bytes)
      } else {
        append(text: number.description, to: &bytes)
      }
    } else if number.isFinite {
      append(text: number.description, to: &bytes)
    } else {
      append(text: number.isNaN ? "NaN" : number < 0 ? "-Inf" : "+Inf", to: &bytes)
    }
  }

  private static func append(text: String, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: text.utf8)
  }

  /// Appends the decimal digits of an integer to a buffer.
  public static func append(integer: Int64, to bytes: inout [UInt8]) {
    if integer < 0 { bytes.append(UInt8(ascii: "-")) }
    append(count: integer.magnitude, to: &bytes)
  }

  /// Appends a count's decimal digits to a buffer.
  public static func append(count: UInt64, to bytes: inout [UInt8]) {
    if count < 10 {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: count))
    } else {
      append(digits: count, atLeast: 1, to: &bytes)
    }
  }

  /// Appends a moment as seconds since the epoch, exact to the nanosecond: `1700000000.123456789`.
  public static func append(seconds moment: Timestamp, to bytes: inout [UInt8]) {
    if moment.nanoseconds < 0 { bytes.append(UInt8(ascii: "-")) }
    let (whole, rest) = moment.nanoseconds.magnitude.quotientAndRemainder(
      dividingBy: 1_000_000_000)
    append(digits: whole, atLeast: 1, to: &bytes)
    guard rest > 0 else { return }
    bytes.append(UInt8(ascii: "."))
    append(digits: rest, atLeast: 9, to: &bytes)
    while bytes.last == UInt8(ascii: "0") { bytes.removeLast() }
  }

  /// Appends decimal digits, with zeros before them up to a length.
  ///
  /// They are made from the last to the first, two for each division, and appended at once: a
  /// dump of a million series prints three million numbers.
  private static func append(digits: UInt64, atLeast length: Int, to bytes: inout [UInt8]) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { buffer in
      buffer.initialize(repeating: UInt8(ascii: "0"))
      var (rest, start) = (digits, 20)
      while rest > 0 {
        let (next, pair) = rest.quotientAndRemainder(dividingBy: 100)
        buffer[start - 1] += UInt8(truncatingIfNeeded: pair % 10)
        buffer[start - 2] += UInt8(truncatingIfNeeded: pair / 10)
        (rest, start) = (next, start - 2)
      }
      if start < 20, buffer[start] == UInt8(ascii: "0") { start += 1 }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[min(start, 20 - length)...]))
    }
  }
}
