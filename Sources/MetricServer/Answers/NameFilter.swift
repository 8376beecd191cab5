internal import MetricModel

/// `name[]`: of which families a client wants the samples, by the names of families or of samples.
///
/// Source: Prometheus client libraries, "restricted registries".
extension AnswerForm {
  /// What must be read for the names: the families that they may belong to.
  var nameSelectors: [Selector] {
    names.flatMap { name in candidates(of: name) }.compactMap { try? Selector(parsing: $0) }
  }

  /// Names or selectors as clients write them who read names that the namespace stands before.
  func read(_ words: [String]) -> [String] {
    guard let prefix = namespace.map({ $0.text + "_" }) else { return words }
    return words + words.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
  }

  private func candidates(of name: String) -> [String] {
    guard let metric = try? MetricName(name) else { return [] }
    let stripped = MetricKind.allSampleSuffixes.compactMap { metric.removing(suffix: $0)?.text }
    return [name] + stripped
  }
}

extension MetricFamily {
  /// Its name and those of its samples.
  var writtenNames: [String] { [name.text] + sampleSuffixes.map { name.text + $0 } }
}

extension MetricSnapshot {
  /// Leaves only the families that a list of names means; all for an empty list.
  mutating func keep(named names: [String]) {
    guard !names.isEmpty else { return }
    let wanted = Set(names)
    families.removeAll { entry in
      !entry.family.writtenNames.contains(where: wanted.contains)
    }
  }
}
