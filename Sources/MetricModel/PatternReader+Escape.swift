extension PatternReader {
  /// What follows a backslash.
  mutating func readEscape() throws(PatternFault) -> PatternNode {
    guard let scalar = peek() else { throw PatternFault("a backslash at the end") }
    position += 1
    switch scalar {
    case "d": return .scalar(.digits)
    case "w": return .scalar(.words)
    case "s": return .scalar(.spaces)
    case "D", "W", "S": return .scalar(negatedClass(scalar))
    case "b": return .place(.wordBoundary)
    case "B": return .place(.noWordBoundary)
    case "A": return .place(.start)
    case "z": return .place(.end)
    case "x": return .scalar(literal(try readHexadecimal()))
    default: return .scalar(literal(try escaped(scalar)))
    }
  }

  private func negatedClass(_ letter: Unicode.Scalar) -> ScalarClass {
    var result: ScalarClass
    switch letter {
    case "D": result = .digits
    case "W": result = .words
    default: result = .spaces
    }
    result.isNegated = true
    return result
  }

  private func escaped(_ scalar: Unicode.Scalar) throws(PatternFault) -> Unicode.Scalar {
    switch scalar {
    case "n": return "\n"
    case "t": return "\t"
    case "r": return "\r"
    case "f": return "\u{c}"
    case "v": return "\u{b}"
    case "a": return "\u{7}"
    default: break
    }
    let isWord = scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
    guard scalar.isASCII, !isWord else {
      throw PatternFault("\\\(shown(String(scalar))) is not supported")
    }
    return scalar
  }

  /// `HH` or `{H...}` after `\x`.
  private mutating func readHexadecimal() throws(PatternFault) -> Unicode.Scalar {
    var digits = ""
    if take("{") {
      while let next = peek(), next != "}", digits.utf8.count < 9 {
        digits.unicodeScalars.append(next)
        position += 1
      }
      guard take("}") else { throw PatternFault("\\x{ without its '}'") }
    } else {
      for _ in 0..<2 {
        guard let next = peek() else { break }
        digits.unicodeScalars.append(next)
        position += 1
      }
    }
    guard digits.utf8.allSatisfy(isNameByte), let value = UInt32(digits, radix: 16),
      let scalar = Unicode.Scalar(value)
    else { throw PatternFault("\\x takes two hexadecimal digits or {digits}") }
    return scalar
  }
}
