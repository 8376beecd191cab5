extension MetricFamily {
  /// What each series of a family is made of, where its kind alone does not say.
  ///
  /// It is fixed with the first declaration, so that every record of the family has one size.
  public enum Layout: Hashable, Sendable {
    /// One number, or a summary without quantiles.
    case plain
    /// A histogram's upper bounds: ascending; `+Inf` is always there and not listed.
    case buckets([Double])
    /// A summary's quantiles, ascending; those that are declared are from 0 to 1.
    case quantiles([Double])
    /// A stateset's states, in the order in which they are shown.
    case states([String])

    /// The most buckets, `+Inf` left out, and the most quantiles, of a declaration.
    public static let maximumCount = 256
    /// The same of a metric that comes from a text.
    ///
    /// A series is read and written whole: 32 KiB at most.
    public static let maximumTextCount = 4_096
    /// The most states: a bit of a word stands for each.
    public static let maximumStates = 64

    /// What a layout must be: as OpenMetrics wants it, or anything that texts hold.
    public enum Rules: Sendable {
      /// At least one bucket; finite bounds; quantiles from 0 to 1.
      case declared
      /// `+Inf` alone is enough, and bounds and quantiles are any numbers but NaN.
      case text
    }

    /// A histogram's upper bounds; none for other layouts.
    public var bounds: [Double] { if case .buckets(let bounds) = self { bounds } else { [] } }
    /// A summary's quantiles; none for other layouts.
    public var quantiles: [Double] { if case .quantiles(let values) = self { values } else { [] } }
    /// A stateset's states; none for other layouts.
    public var states: [String] { if case .states(let states) = self { states } else { [] } }
  }
}

extension MetricFamily.Layout {
  /// The bounds that a histogram has when none are given: by its unit, or by how its name ends.
  ///
  /// Times from a millisecond to 100 seconds, sizes from a kibibyte to a gibibyte; nil for others.
  static func standardBuckets(name: MetricName, unit: String) -> MetricFamily.Layout? {
    if unit == "seconds" || unit.isEmpty && name.text.hasSuffix("_seconds") {
      return .buckets([0.001, 0.01, 0.1, 1, 10, 100])
    }
    if unit == "bytes" || unit.isEmpty && name.text.hasSuffix("_bytes") {
      return .buckets([
        1024, 4096, 32_768, 131_072, 1_048_576, 4_194_304, 33_554_432, 134_217_728,
        1_073_741_824,
      ])
    }
    return nil
  }

  /// Checks the parts against the rules and against the kind that they are for.
  ///
  /// Throws `invalid` for a layout of another kind, and for bounds, quantiles or states that
  /// OpenMetrics would refuse.
  func check(
    for kind: MetricKind, name: MetricName, _ rules: MetricFamily.Layout.Rules
  ) throws(MetricError) {
    switch (self, kind) {
    case (.buckets(let bounds), .histogram), (.buckets(let bounds), .gaugehistogram):
      try Self.check(bounds: bounds, rules)
    case (.quantiles(let quantiles), .summary): try Self.check(quantiles: quantiles, rules)
    case (.states(let states), .stateset):
      // Each sample carries the name as a label.
      guard name.isLabelName else { throw .invalid(.statesetName(name)) }
      try Self.check(states: states)
    case (.plain, .histogram), (.plain, .gaugehistogram): throw .invalid(.bucketsMissing(name))
    case (.plain, .stateset): throw .invalid(.statesMissing(name))
    case (.plain, _): return
    case (.buckets, _): throw .invalid(.layoutOnKind("buckets", kind))
    case (.quantiles, _): throw .invalid(.layoutOnKind("quantiles", kind))
    case (.states, _): throw .invalid(.layoutOnKind("states", kind))
    }
  }

  private static func check(
    bounds: [Double], _ rules: MetricFamily.Layout.Rules
  ) throws(MetricError) {
    let isRight =
      switch rules {
      case .declared:
        !bounds.isEmpty && bounds.count <= maximumCount && bounds.allSatisfy(\.isFinite)
      case .text:
        bounds.count <= maximumTextCount && bounds.allSatisfy { !$0.isNaN && $0 < .infinity }
      }
    guard isRight, isAscending(bounds) else { throw .invalid(.buckets) }
  }

  private static func check(
    quantiles: [Double], _ rules: MetricFamily.Layout.Rules
  ) throws(MetricError) {
    let isRight =
      switch rules {
      case .declared: quantiles.count <= maximumCount && quantiles.allSatisfy { $0 >= 0 && $0 <= 1 }
      case .text: quantiles.count <= maximumTextCount && quantiles.allSatisfy { !$0.isNaN }
      }
    guard isRight, !quantiles.isEmpty, isAscending(quantiles) else { throw .invalid(.quantiles) }
  }

  private static func isAscending(_ numbers: [Double]) -> Bool {
    zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }
  }

  private static func check(states: [String]) throws(MetricError) {
    guard !states.isEmpty, states.count <= maximumStates,
      states.allSatisfy({ !$0.isEmpty && $0.utf8.count <= MetricName.maximumLength })
    else { throw .invalid(.states) }
    for (index, state) in states.enumerated() {
      if states[..<index].contains(where: { $0.utf8.elementsEqual(state.utf8) }) {
        throw .invalid(.stateTwice(state))
      }
    }
  }
}
