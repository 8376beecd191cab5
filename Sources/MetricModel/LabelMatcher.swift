/// One condition of a selector on a label: `code="200"`, `path=~"/api/.*"`.
///
/// A label that a series does not have counts as the empty text, as in PromQL.
struct LabelMatcher: Sendable {
  /// How many results are remembered.
  ///
  /// Labels with few values are asked of a pattern again and again; with more values than this,
  /// remembering them costs more than matching.
  static let memorySize = 1024

  let name: [UInt8]
  let isNegated: Bool
  /// The value that is wanted, escaped as it stands in canonical text, unless there is a pattern.
  private var wanted: [UInt8] = []
  private var pattern: Pattern?
  private var memory: [ArraySlice<UInt8>: Bool] = [:]

  /// The condition that a label has a value.
  init(name: String, equals value: String, isNegated: Bool) {
    self.name = Array(name.utf8)
    self.isNegated = isNegated
    for byte in value.utf8 { wanted.appendEscaped(byte) }
  }

  /// The condition that a pattern takes the whole of a label's value.
  init(name: String, pattern: Pattern, isNegated: Bool) {
    self.name = Array(name.utf8)
    self.isNegated = isNegated
    self.pattern = pattern
  }

  /// Whether a series with these canonical labels fulfils the condition.
  mutating func matches(labels: ArraySlice<UInt8>) -> Bool {
    matches(escapedValue: value(in: labels))
  }

  /// Whether a value, escaped as in canonical text, fulfils the condition.
  mutating func matches(escapedValue: ArraySlice<UInt8>) -> Bool {
    guard pattern != nil else { return (wanted[...] == escapedValue) != isNegated }
    return matchesPattern(escapedValue) != isNegated
  }

  private mutating func matchesPattern(_ escaped: ArraySlice<UInt8>) -> Bool {
    if let known = memory[escaped] { return known }
    let result = pattern?.matches(CanonicalLabels.unescaped(escaped)) ?? false
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
