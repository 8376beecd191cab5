public import MetricModel

/// What came of reading a text.
public struct ExpositionReading: Sendable {
  /// What the text is called in errors.
  public let source: String
  /// The format that it was read as.
  public let dialect: ExpositionDialect
  /// What can be kept, sorted by name.
  public var metrics: MetricSnapshot
  /// The number of the line on which each family of `metrics` begins.
  public var lines: [Int]
  /// What cannot be kept, in the order of the text.
  public var faults: [Fault]
  /// The line of the first point of a series that a later point of the same series replaced; nil
  /// when each series has one point.
  public let earlierPointLine: Int?

  /// A family that is left out, or a line that belongs to none.
  public struct Fault: Sendable {
    /// The family, as far as it was read; nil for a line of no family.
    public let family: MetricFamily?
    /// What is wrong, and where.
    public let error: MetricError
  }
}
