/// What a summary's series holds: count and sum, and a sketch when quantiles were declared.
public struct SummaryValue: Hashable, Sendable {
  /// How many observations there were; `AbsentPart.count` when that is not known.
  public var count: UInt64
  /// Their sum; `AbsentPart.number` when there is none.
  public var sum: Double
  /// The values of the declared quantiles as they were imported, shown until something is
  /// observed here: NaN where nothing is known, `AbsentPart.number` for a quantile that is not there.
  public var imported: [Double]
  /// What the quantiles are computed from; nil without quantiles.
  public var sketch: QuantileSketch?

  /// A value by its parts.
  public init(
    count: UInt64 = 0, sum: Double = 0, imported: [Double] = [], sketch: QuantileSketch? = nil
  ) {
    self.count = count
    self.sum = sum
    self.imported = imported
    self.sketch = sketch
  }

  /// A value as a text has it, for a family of some quantiles, of which the text may have any, in
  /// their order.
  ///
  /// Nil for a count that is `AbsentPart.count`.
  public init?(
    quantiles: [(quantile: Double, value: Double)], count: UInt64?, sum: Double?,
    of family: [Double]
  ) {
    guard count != AbsentPart.count else { return nil }
    var rest = quantiles[...]
    let values = family.map { quantile in
      guard let next = rest.first, next.quantile == quantile else { return AbsentPart.number }
      rest.removeFirst()
      return next.value
    }
    self.init(
      count: count ?? AbsentPart.count, sum: sum ?? AbsentPart.number, imported: values,
      sketch: values.isEmpty ? nil : QuantileSketch())
  }

  /// Nothing observed yet.
  public static func empty(quantiles: Int) -> SummaryValue {
    guard quantiles > 0 else { return SummaryValue() }
    return SummaryValue(
      imported: [Double](repeating: .nan, count: quantiles), sketch: QuantileSketch())
  }

  /// Whether there is a count.
  public var hasCount: Bool { count != AbsentPart.count }

  /// Whether every observation is in the sketch, so that it can tell quantiles.
  public var isSketched: Bool { sketch.map { $0.count == count } ?? false }

  /// The values of quantiles, in their order: NaN where nothing is known, `AbsentPart.number` for one
  /// that is not there.
  ///
  /// Imported values say nothing any more once something is observed, and the sketch, which has only
  /// what was observed here, says nothing of what came before it: then none is known.
  public func values(of quantiles: [Double]) -> [Double] {
    guard let sketch, sketch.count > 0 else { return imported }
    let isSketched = isSketched
    return zip(quantiles, imported).map { quantile, imported in
      if imported.isAbsent { return imported }
      return isSketched && quantile >= 0 && quantile <= 1 ? sketch.quantile(quantile) : .nan
    }
  }

  /// Whether quantiles can be computed: they are shares of all observations.
  package static func canObserve(_ quantiles: [Double]) -> Bool {
    (quantiles.first ?? 0) >= 0 && (quantiles.last ?? 1) <= 1
  }

  /// Counts a number.
  package mutating func observe(_ number: Double, times: UInt64 = 1) {
    if hasCount { count &+= times }
    if !sum.isAbsent { sum += number * Double(times) }
    sketch?.insert(number, times: times)
  }

  /// Whether a 64-bit count, or a finite sum, would be too small for what another has counted.
  func overflows(adding other: SummaryValue) -> Bool {
    let (sumOfCounts, overflow) = count.addingReportingOverflow(other.count)
    return hasCount && other.hasCount && (overflow || sumOfCounts == AbsentPart.count)
      || sum.isFinite && other.sum.isFinite && !(sum + other.sum).isFinite
  }

  /// Whether nothing was observed.
  private var isEmpty: Bool { count == 0 && sum == 0 && (sketch?.count ?? 0) == 0 }

  /// Adds what another summary of the same quantiles has counted; false, and nothing is done, when it
  /// lacks a part that is here.
  ///
  /// Quantiles without observations behind them cannot be added: then none is known.
  package mutating func merge(_ other: SummaryValue) -> Bool {
    if isEmpty {
      (count, sum, imported) = (other.count, other.sum, other.imported)
      sketch = other.sketch ?? sketch
      return true
    }
    if other.isEmpty { return true }
    guard hasNoMoreParts(than: other) else { return false }
    if !(isSketched && other.isSketched) {
      for index in imported.indices where !imported[index].isAbsent { imported[index] = .nan }
    }
    if hasCount { count &+= other.count }
    if !sum.isAbsent { sum += other.sum }
    if let more = other.sketch { sketch?.merge(more) }
    return true
  }

  private func hasNoMoreParts(than other: SummaryValue) -> Bool {
    guard sum.isAbsent || !other.sum.isAbsent, !hasCount || other.hasCount else { return false }
    return zip(imported, other.imported).allSatisfy { $0.isAbsent || !$1.isAbsent }
  }
}
