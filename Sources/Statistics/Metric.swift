public import MetricModel

/// A declared metric, or the part of it whose series share some labels.
///
/// It leads to series. A value that may be copied and used from any thread; to keep the series of
/// an often repeated update is quicker than to ask for it each time.
public struct Metric: Sendable {
  /// What was declared.
  public let family: MetricFamily
  /// The names of the labels that are still to be given, in the order of the declaration.
  public let labelNames: [String]
  private let bound: LabelSet
  private let backend: any StatisticsBackend

  init(
    family: MetricFamily, labelNames: [String], bound: LabelSet, backend: any StatisticsBackend
  ) {
    self.family = family
    self.labelNames = labelNames
    self.bound = bound
    self.backend = backend
  }

  /// The series with these label values, in the order of `labelNames`; none for a metric without.
  ///
  /// Throws `invalid` unless there is one for each. An empty value is the same as no such label.
  public func withLabels(_ values: String...) throws(MetricError) -> Series {
    guard values.count == labelNames.count else { throw mismatch(values) }
    return try series(LabelSet(Array(zip(labelNames, values))))
  }

  /// The series with these labels, by their names.
  ///
  /// Throws `invalid` unless they are those of `labelNames`.
  public func withLabels(_ labels: [String: String]) throws(MetricError) -> Series {
    guard labels.count == labelNames.count, labelNames.allSatisfy({ labels[$0] != nil }) else {
      throw mismatch(labels.keys.sorted())
    }
    return try series(LabelSet(labels.map { ($0.key, $0.value) }))
  }

  /// The part of the metric whose first label still to be given has this value.
  public func withPartialLabel(_ value: String) throws(MetricError) -> Metric {
    guard let name = labelNames.first else { throw mismatch([value]) }
    return try withPartialLabel(name, value)
  }

  /// The part of the metric whose label of this name has this value.
  ///
  /// Throws `invalid` when no label of this name is still to be given.
  public func withPartialLabel(_ name: String, _ value: String) throws(MetricError) -> Metric {
    guard labelNames.contains(name) else { throw mismatch([name]) }
    return Metric(
      family: family, labelNames: labelNames.filter { $0 != name },
      bound: try bound.merging(LabelSet([(name, value)])), backend: backend)
  }

  private func series(_ labels: LabelSet) throws(MetricError) -> Series {
    let reference = SeriesReference(of: family, labels: try bound.merging(labels))
    return Series(
      SeriesIdentity(reference: reference, kind: family.kind, layout: family.layout),
      backend: backend)
  }

  private func mismatch(_ given: [String]) -> MetricError {
    .invalid(.labelNames(family.name, declared: labelNames, given: given))
  }
}
