internal import MetricModel
internal import MetricStore

/// The SELECTOR words of reading commands.
struct Selection {
  /// The selectors as they were written.
  let words: [String]
  let selectors: [Selector]

  /// Reads the words.
  init(_ words: [String]) throws(MetricError) {
    self.words = words
    var selectors: [Selector] = []
    for word in words { selectors.append(try Selector(parsing: word)) }
    self.selectors = selectors
  }

  /// What the selectors select of the database: everything when there is none.
  ///
  /// A plain name that is not declared is `notFound`: it was mistyped. Nothing may fit a glob, and no
  /// series the matchers of a name that is declared.
  func snapshot(_ settings: Settings) throws(MetricError) -> MetricSnapshot {
    let snapshot = try Database(at: settings.database, options: settings.options)
      .snapshot(of: selectors)
    try checkNames(snapshot.families.map(\.family), settings)
    return snapshot
  }

  /// The same with all that the records hold.
  func exactFamilies(
    _ settings: Settings
  ) throws(MetricError) -> (families: [ExactFamily], takenAt: Timestamp) {
    let copy = try Database(at: settings.database, options: settings.options)
      .exactFamilies(of: selectors)
    try checkNames(copy.families.map(\.family), settings)
    return copy
  }

  /// Refuses plain names that are not declared.
  private func checkNames(
    _ families: [MetricFamily], _ settings: Settings
  ) throws(MetricError) {
    let missing = selectors.compactMap(\.plainName).filter { name in
      let selector = try? Selector(parsing: name)
      return !families.contains { selector?.matches(family: $0) ?? false }
    }
    guard missing.isEmpty else {
      throw DeclaredNames(settings).completing(.notFound(.undeclared(UndeclaredMetrics(missing))))
    }
  }
}
