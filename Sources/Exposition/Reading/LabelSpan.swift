/// Where one label stands in a text.
struct LabelSpan {
  var name: Int
  var nameEnd: Int
  /// The value between its quotes, still escaped.
  var value: Int
  var valueEnd: Int
  /// Whether the value has an escape sequence that canonical labels do not have.
  var isOdd: Bool
}

extension TextCursor {
  /// The order of two labels' names.
  func order(_ left: LabelSpan, _ right: LabelSpan) -> Int {
    var (one, other) = (left.name, right.name)
    while one < left.nameEnd, other < right.nameEnd {
      if self[one] != self[other] { return self[one] < self[other] ? -1 : 1 }
      (one, other) = (one + 1, other + 1)
    }
    return (left.nameEnd - left.name) - (right.nameEnd - right.name)
  }

  /// Whether a label is so named.
  @inline(__always)
  func isNamed(_ name: [UInt8], _ label: LabelSpan) -> Bool {
    label.nameEnd - label.name == name.count && has(name, at: label.name)
  }

  /// A label's value without its escapes.
  ///
  /// A backslash before any other character stands for itself, as OpenMetrics says.
  func unescaped(_ start: Int, _ end: Int) -> [UInt8] {
    var value: [UInt8] = []
    var place = start
    while place < end {
      var byte = self[place]
      if byte == UInt8(ascii: "\\"), place + 1 < end, Self.isEscaped(self[place + 1]) {
        place += 1
        byte = self[place] == UInt8(ascii: "n") ? UInt8(ascii: "\n") : self[place]
      }
      value.append(byte)
      place += 1
    }
    return value
  }

  /// Whether a byte forms an escape sequence with the backslash before it.
  static func isEscaped(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "n")
  }
}
