/// What a summary's series holds: count and sum, and a sketch when quantiles were declared.
public struct SummaryValue: Hashable, Sendable {
  /// How many observations there were.
  public var count: UInt64
  /// Their sum.
  public var sum: Double
  /// The values of the declared quantiles as they were imported, shown until something is
  /// observed here; NaN where nothing is known.
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

  /// Nothing observed yet.
  public static func empty(quantiles: Int) -> SummaryValue {
    guard quantiles > 0 else { return SummaryValue() }
    return SummaryValue(
      imported: [Double](repeating: .nan, count: quantiles), sketch: QuantileSketch())
  }

  /// The values of quantiles, in their order: NaN where nothing is known.
  public func values(of quantiles: [Double]) -> [Double] {
    guard let sketch, sketch.count > 0 else { return imported }
    return quantiles.map(sketch.quantile)
  }

  /// Counts a number.
  package mutating func observe(_ number: Double, times: UInt64 = 1) {
    count &+= times
    sum += number * Double(times)
    sketch?.insert(number, times: times)
  }

  /// Whether a 64-bit count, or a finite sum, would be too small for what another has counted.
  func overflows(adding other: SummaryValue) -> Bool {
    count.addingReportingOverflow(other.count).overflow
      || sum.isFinite && other.sum.isFinite && !(sum + other.sum).isFinite
  }

  /// Adds what another summary of the same quantiles has counted.
  ///
  /// Quantiles without observations behind them cannot be added: those of the other count only
  /// while nothing was observed here.
  package mutating func merge(_ other: SummaryValue) {
    count &+= other.count
    sum += other.sum
    if !other.imported.allSatisfy(\.isNaN) { imported = other.imported }
    if let more = other.sketch { sketch?.merge(more) }
  }
}
