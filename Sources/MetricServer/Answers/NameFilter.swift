internal import MetricModel

/// `name[]`: of which families a client wants the samples, by the names of families or of samples.
///
/// Source: Prometheus client libraries, "restricted registries".
extension AnswerForm {
  /// What must be read for the names: the families that they may belong to.
  var nameSelectors: [Selector] {
    names.flatMap { name in candidates(of: name) }.compactMap { try? Selector(parsing: $0) }
  }

  private func candidates(of name: String) -> [String] {
    guard let metric = try? MetricName(name) else { return [] }
    let stripped = MetricKind.allSampleSuffixes.compactMap { metric.removing(suffix: $0)?.text }
    return [name] + stripped
  }
}

extension MetricSnapshot {
  /// Leaves only the families that a list of names means; all for an empty list.
  mutating func keep(named names: [String]) {
    guard !names.isEmpty else { return }
    let wanted = Set(names)
    families.removeAll { entry in
      let name = entry.family.name.text
      let samples = entry.family.kind.sampleSuffixes.map { name + $0 }
      return !wanted.contains(name) && !samples.contains(where: wanted.contains)
    }
  }
}
