/// The number that a line of a batch may end in, seen without reading the line.
///
/// Lines that differ in this alone mean the same operation with another number.
struct LineNumber {
  /// What stands before the number.
  let head: Range<Int>
  let value: Double

  /// Nil unless the last word is a plain decimal number that a double holds after one rounding.
  init?(endOf line: Range<Int>, of text: UnsafeRawBufferPointer) {
    var end = line.upperBound
    while end > line.lowerBound, Self.isBlank(text[end - 1]) { end -= 1 }
    var start = end
    // Most lines end in labels, and are done with after a few bytes.
    while start > line.lowerBound, Self.isOfNumber(text[start - 1]) { start -= 1 }
    guard start > line.lowerBound, Self.isBlank(text[start - 1]),
      let value = Self.value(start..<end, of: text)
    else { return nil }
    (head, self.value) = (line.lowerBound..<start, value)
  }

  /// Whether a byte separates words.
  static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }

  private static func isOfNumber(_ byte: UInt8) -> Bool {
    byte &- UInt8(ascii: "0") < 10 || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
  }

  /// Up to 15 digits with a point among them: an exact integer, divided by an exact power of ten.
  ///
  /// Source: W. D. Clinger, How to Read Floating Point Numbers Accurately, PLDI 1990.
  private static func value(_ word: Range<Int>, of text: UnsafeRawBufferPointer) -> Double? {
    guard let last = word.last, text[last] != UInt8(ascii: "."), word.count <= 17 else {
      return nil
    }
    let isNegative = text[word.lowerBound] == UInt8(ascii: "-")
    var integer: Int64 = 0
    var divisor = 1.0
    var (digits, hasPoint) = (0, false)
    for place in word.dropFirst(isNegative ? 1 : 0) {
      switch text[place] {
      case let byte where byte &- UInt8(ascii: "0") < 10:
        integer = integer * 10 + Int64(byte - UInt8(ascii: "0"))
        digits += 1
        if hasPoint { divisor *= 10 }
      case UInt8(ascii: ".") where !hasPoint: hasPoint = true
      default: return nil
      }
    }
    guard (1...15).contains(digits) else { return nil }
    let value = Double(integer) / divisor
    return isNegative ? -value : value
  }
}
