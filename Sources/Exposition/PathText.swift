internal import MetricModel

/// Labels as parts of a dotted name, for systems that have no labels: `.code.200.method.GET`.
enum PathText {
  /// Appends the labels of a canonical text, each byte made safe.
  ///
  /// Two labelsets whose values differ in such bytes only come out the same.
  static func append(_ labels: ArraySlice<UInt8>, to text: inout [UInt8]) {
    for (name, value) in CanonicalLabels(labels) {
      text.append(UInt8(ascii: "."))
      text.append(contentsOf: name)
      text.append(UInt8(ascii: "."))
      append(CanonicalLabels.unescaped(value), to: &text) { safe($0) == $0 }
    }
  }

  /// Appends a value; the bytes of ASCII that may not stand there become `_`, and so do the white
  /// space and the control characters of all of Unicode.
  ///
  /// Servers cut their lines at those: carbon is a program in Python, whose `split` knows them all.
  static func append(
    _ value: ArraySlice<UInt8>, to text: inout [UInt8], where isSafe: (UInt8) -> Bool
  ) {
    if value.allSatisfy({ $0 < 0x80 }) {
      for byte in value { text.append(isSafe(byte) ? byte : UInt8(ascii: "_")) }
      return
    }
    for scalar in String(decoding: value, as: UTF8.self).unicodeScalars {
      let keeps = scalar.isASCII ? isSafe(UInt8(scalar.value)) : !isSpaceOrControl(scalar)
      if keeps {
        text.append(contentsOf: UTF8.encode(scalar)!)
      } else {
        text.append(UInt8(ascii: "_"))
      }
    }
  }

  /// Whether a scalar is white space, or does something to text without showing.
  ///
  /// U+180E was a space up to Unicode 6.3, and U+FEFF, once a space of no width, is taken off the
  /// beginning of a text.
  private static func isSpaceOrControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
      || scalar.value == 0x180e || scalar.value == 0xfeff
  }

  /// A byte as it may stand in a part of a name: letters, digits, `_`, `-` and all beyond ASCII.
  static func safe(_ byte: UInt8) -> UInt8 {
    isNameByte(byte) || byte == UInt8(ascii: "-") || byte >= 0x80 ? byte : UInt8(ascii: "_")
  }
}
