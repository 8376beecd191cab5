/// The name of a metric family: `[a-zA-Z_:][a-zA-Z0-9_:]*`, at most 1,024 bytes.
///
/// Source: OpenMetrics 1.0, ABNF `metricname`. Being ASCII, two names are equal exactly when their
/// bytes are.
public struct MetricName: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The longest name, in bytes.
  public static let maximumLength = 1024

  /// The name as text.
  public let text: String

  /// Checks and keeps a name.
  public init(_ text: String) throws(MetricError) {
    guard Self.isValid(text.utf8) else { throw .invalid(.metricName(text)) }
    self.text = text
  }

  /// A name already known to keep the rule: a prefix of a valid name, or one followed by a suffix.
  package init(trusted text: String) { self.text = text }

  /// The name as text.
  public var description: String { text }

  /// This name followed by a suffix such as `_total`.
  public func appending(_ suffix: String) -> MetricName { MetricName(trusted: text + suffix) }

  /// This name without a suffix, or nil when it does not end in it or nothing else would be left.
  public func removing(suffix: String) -> MetricName? {
    // By bytes, which is all that ASCII has: this is asked for each series that is looked up.
    let length = suffix.utf8.count
    guard text.utf8.count > length, text.utf8.suffix(length).elementsEqual(suffix.utf8) else {
      return nil
    }
    let rest = String(text.dropLast(length))
    return Self.isValid(rest.utf8) ? MetricName(trusted: rest) : nil
  }

  /// Whether a label may have this name: it has no `:` and does not begin with `__`.
  var isLabelName: Bool { !text.utf8.contains(UInt8(ascii: ":")) && !text.hasPrefix("__") }

  /// Orders names by their bytes.
  public static func < (left: MetricName, right: MetricName) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }

  private static func isValid(_ bytes: String.UTF8View) -> Bool {
    guard let first = bytes.first, bytes.count <= maximumLength else { return false }
    return (isNameStart(first) || first == UInt8(ascii: ":"))
      && bytes.dropFirst().allSatisfy { isNameByte($0) || $0 == UInt8(ascii: ":") }
  }
}

/// Whether a byte may begin a label name: a letter or `_`.
@inlinable package func isNameStart(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "_"):
    true
  default: false
  }
}

/// Whether a byte may stand in a label name: a letter, a digit or `_`.
@inlinable package func isNameByte(_ byte: UInt8) -> Bool {
  isNameStart(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
}
