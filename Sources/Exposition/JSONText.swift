internal import MetricModel

// The parts of JSON (RFC 8259) that differ from the other formats.
extension [UInt8] {
  /// Appends a number, or the string that stands for one that JSON cannot write.
  mutating func appendJSON(_ number: Double) {
    if !number.isFinite { append(UInt8(ascii: "\"")) }
    MetricNumber.append(number, to: &self)
    if !number.isFinite { append(UInt8(ascii: "\"")) }
  }

  /// Appends canonical labels as the members of an object.
  ///
  /// The canonical escapes `\\`, `\"` and `\n` are JSON's as well, so that a value is copied and
  /// only its other control characters are escaped. Names are plain ASCII.
  mutating func appendJSONLabels(_ labels: ArraySlice<UInt8>) {
    let hasControls = labels.contains { $0 < 0x20 }
    var isFirst = true
    for label in CanonicalLabels(labels) {
      if !isFirst { append(UInt8(ascii: ",")) }
      isFirst = false
      append(UInt8(ascii: "\""))
      append(contentsOf: label.name)
      append("\":\"")
      if hasControls {
        for byte in label.escapedValue { appendJSONControl(byte) }
      } else {
        append(contentsOf: label.escapedValue)
      }
      append(UInt8(ascii: "\""))
    }
  }

  /// Appends a byte of plain text as it stands in a JSON string.
  mutating func appendJSON(_ byte: UInt8) {
    if byte < 0x20 { appendJSONControl(byte) } else { appendEscaped(byte) }
  }

  private mutating func appendJSONControl(_ byte: UInt8) {
    guard byte < 0x20 else { return append(byte) }
    switch byte {
    case UInt8(ascii: "\n"): append("\\n")
    case UInt8(ascii: "\r"): append("\\r")
    case UInt8(ascii: "\t"): append("\\t")
    default:
      let digits = Array("0123456789abcdef".utf8)
      append("\\u00")
      append(digits[Int(byte >> 4)])
      append(digits[Int(byte & 15)])
    }
  }
}
