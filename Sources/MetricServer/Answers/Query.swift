internal import MetricModel

/// What stands behind the `?` of a request's path.
///
/// Source: WHATWG URL Standard, "application/x-www-form-urlencoded".
struct Query {
  private let pairs: [(name: String, value: String)]
  let path: String

  /// Nil when a part is not well-formed or no UTF-8.
  init?(target: String) {
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    guard let path = PercentText.decoded(parts[0]) else { return nil }
    self.path = path
    var pairs: [(String, String)] = []
    for part in parts.dropFirst().joined().split(separator: "&") {
      let words = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map { PercentText.decoded($0.replacing("+", with: " ")) }
      guard let name = words[0] else { return nil }
      guard words.count == 2 else {
        pairs.append((name, ""))
        continue
      }
      guard let value = words[1] else { return nil }
      pairs.append((name, value))
    }
    self.pairs = pairs
  }

  /// All values of a name, in their order.
  func values(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }
}
