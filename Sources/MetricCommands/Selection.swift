internal import MetricModel

/// The SELECTOR words of reading commands.
enum Selection {
  static func parse(_ words: [String]) throws(MetricError) -> [Selector] {
    var selectors: [Selector] = []
    for word in words { selectors.append(try Selector(parsing: word)) }
    return selectors
  }
}
