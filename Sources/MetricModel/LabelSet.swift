/// The labels that tell one series of a family from the others.
///
/// It is kept in its canonical text, the one that OpenMetrics prints between braces: labels sorted
/// by the bytes of their names, values quoted, `\`, `"` and newline escaped, and no label whose
/// value is empty (OpenMetrics: an empty value is the same as no label). Two labelsets are equal
/// exactly when these bytes are; Unicode normalisation plays no part.
public struct LabelSet: Hashable, Comparable, Sendable {
  /// The most labels that one set may carry.
  public static let maximumCount = 64
  /// The most bytes of canonical text.
  public static let maximumLength = 65_536

  /// The canonical text in UTF-8, without braces: `code="200",method="GET"`.
  public let canonical: [UInt8]

  /// The labelset without labels.
  public static let empty = LabelSet(trustedCanonical: [])

  /// Whether there is no label.
  public var isEmpty: Bool { canonical.isEmpty }

  /// A labelset from names and values in any order.
  ///
  /// Throws `invalid` for a bad or reserved name, a name given twice, and too many labels.
  public init(_ labels: [(name: String, value: String)]) throws(MetricError) {
    var list = LabelList()
    for label in labels { try list.insert(name: label.name, value: Array(label.value.utf8)) }
    try self.init(list)
  }

  init(_ list: LabelList) throws(MetricError) {
    canonical = list.canonical
    guard canonical.count <= Self.maximumLength else {
      throw .invalid(.labelsTooLong(canonical.count))
    }
  }

  /// Canonical text that was checked before, as a database record's key is.
  package init(trustedCanonical canonical: [UInt8]) { self.canonical = canonical }

  /// Orders labelsets by the bytes of their canonical text.
  public static func < (left: LabelSet, right: LabelSet) -> Bool {
    left.canonical.lexicographicallyPrecedes(right.canonical)
  }

  /// This set together with another; a name that stands in both is `invalid`.
  public func merging(_ other: LabelSet) throws(MetricError) -> LabelSet {
    if other.isEmpty { return self }
    if isEmpty { return other }
    var list = parsed
    for label in other.parsed { try list.insert(name: label.name, value: label.value) }
    return try LabelSet(list)
  }

  /// This set without one label.
  package func removing(_ name: String) throws(MetricError) -> LabelSet {
    try LabelSet(labels.filter { $0.name != name })
  }
}

extension LabelSet {
  /// The labels, sorted by name, values unescaped.
  public var labels: [(name: String, value: String)] {
    parsed.map { ($0.name, String(decoding: $0.value, as: UTF8.self)) }
  }

  /// The value of one label, or nil.
  public subscript(name: String) -> String? {
    parsed.first(where: { $0.name == name }).map { String(decoding: $0.value, as: UTF8.self) }
  }

  var parsed: LabelList {
    var reader = LabelReader(canonical[...])
    return (try? reader.readAll()) ?? LabelList()
  }

  /// Whether these bytes are the canonical text of some labelset: what a record's key must be.
  package static func isCanonical(_ bytes: ArraySlice<UInt8>) -> Bool {
    var reader = LabelReader(bytes)
    guard String(validating: bytes, as: UTF8.self) != nil, let labels = try? reader.readAll(),
      let set = try? LabelSet(labels)
    else { return false }
    return set.canonical[...] == bytes
  }
}

extension [UInt8] {
  /// Appends a byte of a label value or a help text as OpenMetrics escapes it.
  package mutating func appendEscaped(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\\"), UInt8(ascii: "\""):
      append(UInt8(ascii: "\\"))
      append(byte)
    case UInt8(ascii: "\n"):
      append(UInt8(ascii: "\\"))
      append(UInt8(ascii: "n"))
    default: append(byte)
    }
  }
}
