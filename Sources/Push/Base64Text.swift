/// Base64: with `+`, `/` and padding for HTTP's Authorization, with `-` and `_` for URLs.
///
/// Source: RFC 4648, sections 4 and 5.
enum Base64Text {
  /// The alphabet of HTTP headers, padded.
  static func encoded(_ text: String) -> String { encoded(text, standard, isPadded: true) }

  /// The alphabet of URLs, without padding.
  static func encodedForURL(_ text: String) -> String { encoded(text, forURLs, isPadded: false) }

  /// The text that either alphabet stands for, padded or not; nil when it is neither, or no UTF-8.
  static func decoded(_ text: String) -> String? {
    var bytes: [UInt8] = []
    var (bits, count): (UInt32, Int) = (0, 0)
    let digits = text.utf8.reversed().drop { $0 == UInt8(ascii: "=") }.reversed()
    for digit in digits {
      guard let value = forURLs.firstIndex(of: digit) ?? standard.firstIndex(of: digit) else {
        return nil
      }
      bits = bits << 6 | UInt32(value)
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return digits.count % 4 == 1 ? nil : String(validating: bytes, as: UTF8.self)
  }

  private static let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
  private static let standard = Array((letters + "+/").utf8)
  private static let forURLs = Array((letters + "-_").utf8)

  private static func encoded(_ text: String, _ alphabet: [UInt8], isPadded: Bool) -> String {
    var result: [UInt8] = []
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for place in 0...group.count { result.append(alphabet[bits >> (18 - 6 * place) & 63]) }
      if isPadded { result += [UInt8](repeating: UInt8(ascii: "="), count: 3 - group.count) }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
