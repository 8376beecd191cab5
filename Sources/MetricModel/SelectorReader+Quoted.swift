extension SelectorReader {
  /// A value in double or single quotes, with the escapes of Go's strings, or as it stands between
  /// backticks.
  mutating func readQuoted() throws(MetricError) -> String {
    guard let quote = peek(), quote == "\"" || quote == "'" || quote == "`" else {
      throw error(.quote)
    }
    position += 1
    var value: [UInt8] = []
    while let scalar = peek() {
      position += 1
      if scalar == quote {
        guard let text = String(validating: value, as: UTF8.self) else {
          throw error(.escape("a byte that is no UTF-8"))
        }
        return text
      }
      if scalar == "\\", quote != "`" {
        try readEscape(quote, into: &value)
      } else {
        value.append(contentsOf: String(scalar).utf8)
      }
    }
    throw error(.missingQuote)
  }

  /// What follows a backslash.
  ///
  /// Source: the Go specification, "Rune literals".
  private mutating func readEscape(
    _ quote: Unicode.Scalar, into value: inout [UInt8]
  ) throws(MetricError) {
    guard let letter = peek() else { throw error(.missingQuote) }
    switch letter {
    case "x", "0"..."7": value.append(try readByte(letter))
    case "u", "U": value.append(contentsOf: try readScalar(letter))
    default:
      guard let byte = simpleEscape(letter, quote) else {
        throw error(.escape("\\\(letter)"))
      }
      position += 1
      value.append(byte)
    }
  }

  private func simpleEscape(_ letter: Unicode.Scalar, _ quote: Unicode.Scalar) -> UInt8? {
    switch letter {
    case "a": 7
    case "b": 8
    case "f": 12
    case "n": 10
    case "r": 13
    case "t": 9
    case "v": 11
    case "\\": 0x5c
    case quote: UInt8(ascii: quote)
    default: nil
    }
  }

  /// `\xHH` or `\OOO`: one byte.
  private mutating func readByte(_ letter: Unicode.Scalar) throws(MetricError) -> UInt8 {
    let (start, length, radix) = letter == "x" ? (position + 1, 2, 16) : (position, 3, 8)
    guard let byte = UInt8(exactly: try readNumber(from: start, length, radix: radix)) else {
      throw error(.escape("\\\(letter)"))
    }
    return byte
  }

  /// `\uHHHH` or `\UHHHHHHHH`: one scalar.
  private mutating func readScalar(_ letter: Unicode.Scalar) throws(MetricError) -> String.UTF8View
  {
    let number = try readNumber(from: position + 1, letter == "u" ? 4 : 8, radix: 16)
    guard let scalar = Unicode.Scalar(number) else { throw error(.escape("\\\(letter)")) }
    return String(scalar).utf8
  }

  private mutating func readNumber(
    from start: Int, _ length: Int, radix: Int
  ) throws(MetricError) -> UInt32 {
    let end = start + length
    var digits = String.UnicodeScalarView()
    if end <= scalars.count { digits.append(contentsOf: scalars[start..<end]) }
    guard digits.allSatisfy({ $0.properties.isASCIIHexDigit }),
      let number = UInt32(String(digits), radix: radix)
    else { throw error(.escape("\\\(scalars[position])")) }
    position = end
    return number
  }
}
