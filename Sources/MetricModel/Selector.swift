/// Which series a reader wants, in the words of PromQL: `http_*{code="200",path!~"/api/.*"}`.
///
/// ```
/// selector = name [ matchers ] / matchers
/// name     = metric name, in which "*", "?" and "[a-z]" stand for others
/// matchers = "{" [ matcher *( "," matcher ) [ "," ] ] "}"
/// matcher  = label ( "=" / "!=" / "=~" / "!~" ) quoted
/// quoted   = '"' ... '"' / "'" ... "'"    with Go's escapes
///          / "`" ... "`"                  as it stands
/// ```
/// A series is selected when its name and all matchers fit. Patterns take values whole. A counter
/// may be named with `_total`, an info with `_info`, and `__name__` in a matcher is the name, as in PromQL.
/// Source: Prometheus documentation, "Querying basics".
public struct Selector: Sendable {
  /// The name part when it is a name and no glob: what it selects should be declared.
  package let plainName: String?
  private let glob: NameGlob?
  private let nameMatchers: [LabelMatcher]
  let labelMatchers: [LabelMatcher]

  /// Reads a selector; what is wrong with it is `invalid`, of the case `selector`.
  public init(parsing text: String) throws(MetricError) {
    var reader = SelectorReader(text)
    let (nameText, matchers) = try reader.read()
    if let nameText {
      guard let glob = NameGlob(nameText) else { throw reader.error(.name) }
      self.glob = glob
      let isName = (try? MetricName(nameText)) != nil
      plainName = isName ? nameText : nil
      guard isName || nameText.utf8.contains(where: Self.isGlobByte) else {
        throw reader.error(.name)
      }
    } else {
      (glob, plainName) = (nil, nil)
    }
    nameMatchers = matchers.filter { $0.name == Array("__name__".utf8) }
    labelMatchers = matchers.filter { $0.name != Array("__name__".utf8) }
  }

  private static func isGlobByte(_ byte: UInt8) -> Bool { "*?[".utf8.contains(byte) }

  /// Whether the name part fits a family: some of its series may then be selected.
  public func matches(family: MetricFamily) -> Bool {
    matches(name: family.name.text)
      || family.ownSuffix.map { matches(name: family.name.text + $0) } ?? false
  }

  private func matches(name: String) -> Bool {
    guard glob?.matches(name) ?? true else { return false }
    return nameMatchers.allSatisfy { matcher in
      var matcher = matcher
      return matcher.matches(escapedValue: Array(name.utf8)[...])
    }
  }

  /// Whether the matchers fit a labelset.
  ///
  /// For many labelsets use `matcher(of:in:)`, which remembers.
  public func matches(labels: LabelSet) -> Bool {
    labelMatchers.allSatisfy { matcher in
      var matcher = matcher
      return matcher.matches(labels: labels.canonical[...])
    }
  }

  /// What of a family a list of selectors selects: what any of them does, or all for an empty list.
  ///
  /// Nil when it is nothing.
  public static func matcher(of selectors: [Selector], in family: MetricFamily) -> SeriesMatcher? {
    if selectors.isEmpty { return SeriesMatcher(alternatives: []) }
    let fitting = selectors.filter { $0.matches(family: family) }
    if fitting.isEmpty { return nil }
    if fitting.contains(where: \.labelMatchers.isEmpty) { return SeriesMatcher(alternatives: []) }
    return SeriesMatcher(alternatives: fitting.map(\.labelMatchers))
  }
}

/// Tells for each series of one family whether it is selected.
public struct SeriesMatcher: Sendable {
  /// Each a list of conditions that must all hold; empty when every series is selected.
  private var alternatives: [[LabelMatcher]]

  init(alternatives: [[LabelMatcher]]) { self.alternatives = alternatives }

  /// Whether every series is selected, so that there is no need to ask for each.
  public var selectsAll: Bool { alternatives.isEmpty }

  /// Whether the series with these canonical labels is selected.
  ///
  /// Remembers what patterns said.
  public mutating func matches(canonical labels: ArraySlice<UInt8>) -> Bool {
    if alternatives.isEmpty { return true }
    for alternative in alternatives.indices where fits(alternative, labels) { return true }
    return false
  }

  private mutating func fits(_ alternative: Int, _ labels: ArraySlice<UInt8>) -> Bool {
    for index in alternatives[alternative].indices
    where !alternatives[alternative][index].matches(labels: labels) {
      return false
    }
    return true
  }
}
