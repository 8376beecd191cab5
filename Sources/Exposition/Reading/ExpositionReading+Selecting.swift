public import MetricModel

extension ExpositionReading {
  /// Keeps only what selectors choose; everything for an empty list.
  ///
  /// Faults of metrics that none of them names are forgotten; those of lines of no metric are not.
  /// Throws `notFound` for a plain name of which the text has nothing.
  public mutating func select(_ selectors: [Selector]) throws(MetricError) {
    if selectors.isEmpty { return }
    let known = metrics.families.map(\.family) + faults.compactMap(\.family)
    for selector in selectors {
      guard let name = selector.plainName else { continue }
      if !known.contains(where: selector.matches(family:)) {
        throw .notFound(.metricInText(name, source: source))
      }
    }
    faults.removeAll { fault in
      fault.family.map { family in !selectors.contains { $0.matches(family: family) } } ?? false
    }
    var (kept, keptLines): ([(family: MetricFamily, series: SeriesTable)], [Int]) = ([], [])
    for (entry, line) in zip(metrics.families, lines) {
      guard let matcher = Selector.matcher(of: selectors, in: entry.family) else { continue }
      let series = entry.series.rows(of: entry.family, matcher)
      // A metric none of whose series is wanted is not, unless it has none.
      guard series.count > 0 || matcher.selectsAll else { continue }
      kept.append((entry.family, series))
      keptLines.append(line)
    }
    (metrics.families, lines) = (kept, keptLines)
  }
}

extension SeriesTable {
  /// The rows that are selected.
  fileprivate func rows(of family: MetricFamily, _ matcher: SeriesMatcher) -> SeriesTable {
    if matcher.selectsAll { return self }
    var (matcher, table) = (matcher, SeriesTable(wordsPerSeries: wordsPerSeries))
    for index in 0..<count where matcher.matches(canonical: labels(index)) {
      let words = (0..<wordsPerSeries).map { word(index, at: $0) }
      words.withUnsafeBytes { words in
        labels(index).withUnsafeBytes {
          table.append(labels: $0, words: words, created: created(index))
        }
      }
    }
    return table
  }
}
