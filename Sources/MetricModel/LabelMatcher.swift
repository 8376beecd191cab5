/// One condition of a selector on a label: `code="200"`, `path=~"/api/.*"`.
///
/// A label that a series does not have counts as the empty text, as in PromQL.
struct LabelMatcher: Sendable {
  enum Test: Sendable {
    /// The value, escaped as it stands in canonical text.
    case equals([UInt8])
    case pattern(Pattern)
  }

  /// How many results are remembered.
  ///
  /// Labels with few values are asked of a pattern again and again; with more values than this,
  /// remembering them costs more than matching.
  static let memorySize = 1024

  let name: [UInt8]
  let test: Test
  let isNegated: Bool
  private var memory: [ArraySlice<UInt8>: Bool] = [:]

  init(name: String, test: Test, isNegated: Bool) {
    self.name = Array(name.utf8)
    self.test = test
    self.isNegated = isNegated
  }

  /// The test that a value equals a text.
  static func equals(_ text: String) -> Test {
    var escaped: [UInt8] = []
    for byte in text.utf8 { escaped.appendEscaped(byte) }
    return .equals(escaped)
  }

  /// Whether a series with these canonical labels fulfils the condition.
  mutating func matches(labels: ArraySlice<UInt8>) -> Bool {
    matches(escapedValue: value(in: labels))
  }

  /// Whether a value, escaped as in canonical text, fulfils the condition.
  mutating func matches(escapedValue: ArraySlice<UInt8>) -> Bool {
    switch test {
    case .equals(let wanted): (wanted[...] == escapedValue) != isNegated
    case .pattern(let pattern): matchesRemembered(pattern, escapedValue) != isNegated
    }
  }

  private mutating func matchesRemembered(
    _ pattern: Pattern, _ escaped: ArraySlice<UInt8>
  ) -> Bool {
    if let known = memory[escaped] { return known }
    let result = pattern.matches(CanonicalLabels.unescaped(escaped))
    // A copy: the slice would keep the caller's whole buffer alive, and shared.
    if memory.count < Self.memorySize { memory[Array(escaped)[...]] = result }
    return result
  }

  private func value(in labels: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    for label in CanonicalLabels(labels) where label.name == name[...] {
      return label.escapedValue
    }
    return []
  }
}
