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
      for byte in CanonicalLabels.unescaped(value) { text.append(safe(byte)) }
    }
  }

  /// A byte as it may stand in a part of a name: letters, digits, `_`, `-` and all beyond ASCII.
  static func safe(_ byte: UInt8) -> UInt8 {
    isNameByte(byte) || byte == UInt8(ascii: "-") || byte >= 0x80 ? byte : UInt8(ascii: "_")
  }
}
