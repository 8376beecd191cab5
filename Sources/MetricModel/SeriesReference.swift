/// One series as a user names it: a family, perhaps with `_total`, and a labelset.
public struct SeriesReference: Hashable, Sendable, CustomStringConvertible {
  /// The name as it was given.
  public var name: MetricName
  /// The labels that tell the series from the others of its family.
  public var labels: LabelSet

  /// A series by its parts.
  public init(name: MetricName, labels: LabelSet) {
    self.name = name
    self.labels = labels
  }

  /// A series from a word: `NAME`, or `NAME{label="value",...}`.
  public init(parsing word: String) throws(MetricError) {
    guard let brace = word.utf8.firstIndex(of: UInt8(ascii: "{")) else {
      self.init(name: try MetricName(word), labels: .empty)
      return
    }
    guard word.utf8.last == UInt8(ascii: "}") else {
      throw .invalid(.labelSyntax(word, .missingBrace))
    }
    let inside = word.utf8[word.utf8.index(after: brace)...].dropLast()
    self.init(
      name: try MetricName(String(word[..<brace])),
      labels: try LabelSet(inBraces: String(Substring(inside))))
  }

  /// `name{a="b"}`, or the bare name when there are no labels.
  public var description: String {
    labels.isEmpty
      ? name.text : "\(name.text){\(String(decoding: labels.canonical, as: UTF8.self))}"
  }
}
