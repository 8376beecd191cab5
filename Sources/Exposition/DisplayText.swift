internal import MetricModel

/// Text as a terminal shows it: what is dangerous made visible, widths counted in columns.
///
/// Control characters (ESC among them), the controls that turn the direction of writing, and line
/// and paragraph separators become `\u{hex}`.
enum DisplayText {
  /// The columns that bytes of UTF-8 take once they are made safe.
  static func width(of bytes: ArraySlice<UInt8>) -> Int {
    if bytes.allSatisfy(isPlain) { return bytes.count }
    var width = 0
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      width += isDangerous(scalar) ? escaped(scalar).utf8.count : columns(of: scalar)
    }
    return width
  }

  /// Appends bytes of UTF-8, made safe and cut to a width with `…`; returns the width taken.
  static func append(
    _ bytes: ArraySlice<UInt8>, to line: inout [UInt8], atMost limit: Int
  ) -> Int {
    let isPlain = bytes.allSatisfy(isPlain)
    if isPlain, bytes.count <= limit {
      line.append(contentsOf: bytes)
      return bytes.count
    }
    let fits = !isPlain && width(of: bytes) <= limit
    var width = 0
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      let piece = isDangerous(scalar) ? escaped(scalar) : String(scalar)
      let next = width + (isDangerous(scalar) ? piece.utf8.count : columns(of: scalar))
      if !fits, next > limit - 1 {
        line.append("…")
        return width + 1
      }
      line.append(piece)
      width = next
    }
    return width
  }

  /// One scalar made safe, and the columns that it takes.
  static func shown(_ scalar: Unicode.Scalar) -> (text: String, columns: Int) {
    guard isDangerous(scalar) else { return (String(scalar), columns(of: scalar)) }
    let text = escaped(scalar)
    return (text, text.utf8.count)
  }

  private static func isPlain(_ byte: UInt8) -> Bool { byte >= 0x20 && byte < 0x7f }

  private static func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    default: scalar.properties.isBidiControl
    }
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    "\\u{\(String(scalar.value, radix: 16))}"
  }

  /// The columns of one scalar: 0 for what joins the one before, 2 for wide scripts and emoji.
  private static func columns(of scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    if (0x1160...0x11ff).contains(scalar.value) { return 0 }
    return wide.contains { $0.contains(scalar.value) } ? 2 : 1
  }

  /// Where the wide characters are, in blocks.
  ///
  /// Source: Unicode Standard Annex 11, classes W and F.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115f, 0x231a...0x231b, 0x23e9...0x23ec, 0x2614...0x2615, 0x2648...0x2653,
    0x26a1...0x26a1, 0x26bd...0x26be, 0x2705...0x2705, 0x270a...0x270b, 0x2728...0x2728,
    0x274c...0x274c, 0x2753...0x2755, 0x2795...0x2797, 0x2b1b...0x2b1c, 0x2b50...0x2b50,
    0x2e80...0x303e, 0x3041...0xa4cf, 0xa960...0xa97f, 0xac00...0xd7a3, 0xf900...0xfaff,
    0xfe10...0xfe19, 0xfe30...0xfe6f, 0xff01...0xff60, 0xffe0...0xffe6, 0x16fe0...0x18cff,
    0x1aff0...0x1b2ff, 0x1f004...0x1f004, 0x1f0cf...0x1f0cf, 0x1f18e...0x1f18e,
    0x1f191...0x1f19a, 0x1f200...0x1f320, 0x1f32d...0x1f335, 0x1f337...0x1f37c,
    0x1f37e...0x1f393, 0x1f3a0...0x1f3ca, 0x1f3cf...0x1f3d3, 0x1f3e0...0x1f3f0,
    0x1f3f4...0x1f3f4, 0x1f3f8...0x1f43e, 0x1f440...0x1f440, 0x1f442...0x1f4fc,
    0x1f4ff...0x1f53d, 0x1f54b...0x1f54e, 0x1f550...0x1f567, 0x1f57a...0x1f57a,
    0x1f595...0x1f596, 0x1f5a4...0x1f5a4, 0x1f5fb...0x1f64f, 0x1f680...0x1f6c5,
    0x1f6cc...0x1f6cc, 0x1f6d0...0x1f6d2, 0x1f6d5...0x1f6d7, 0x1f6dc...0x1f6df,
    0x1f6eb...0x1f6ec, 0x1f6f4...0x1f6fc, 0x1f7e0...0x1f7eb, 0x1f7f0...0x1f7f0,
    0x1f90c...0x1f93a, 0x1f93c...0x1f945, 0x1f947...0x1f9ff, 0x1fa70...0x1faff,
    0x20000...0x2fffd, 0x30000...0x3fffd,
  ]
}
