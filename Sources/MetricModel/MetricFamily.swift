/// A declared metric: its name, kind, help, unit and layout.
public struct MetricFamily: Hashable, Sendable {
  /// The longest help text, in bytes.
  public static let maximumHelpLength = 65_536

  /// The OpenMetrics name: a counter's has no `_total`, an info's no `_info`.
  public var name: MetricName
  /// What it measures.
  public var kind: MetricKind
  /// Any text; empty when none was given.
  public var help: String
  /// The unit that the name ends in, such as `seconds`; empty when there is none.
  public var unit: String
  /// Buckets, quantiles or states, for the kinds that have them.
  public var layout: Layout
  /// When it was declared first.
  public var created: Timestamp

  /// Checks the parts against each other and keeps them.
  ///
  /// A counter's `_total` and an info's `_info` are taken off. A histogram without a layout gets the buckets that suit its
  /// unit, when that is seconds or bytes.
  public init(
    name: MetricName, kind: MetricKind, help: String, unit: String, layout: Layout = .plain,
    created: Timestamp
  ) throws(MetricError) {
    var layout = layout
    if kind == .histogram, layout == .plain {
      layout = .standardBuckets(name: name, unit: unit) ?? .plain
    }
    self.init(
      trustedName: Self.canonicalName(name, kind: kind), kind: kind, help: help, unit: unit,
      layout: layout, created: created)
    try checkHelp()
    try checkUnit()
    try checkLayout()
  }

  /// Whether the layout is one that the kind can have; `invalid` where it is not.
  package func checkLayout() throws(MetricError) { try layout.check(for: kind, name: name) }

  /// A family read from a record that was checked when it was written.
  package init(
    trustedName name: MetricName, kind: MetricKind, help: String, unit: String,
    layout: Layout = .plain, created: Timestamp
  ) {
    self.name = name
    self.kind = kind
    self.help = help
    self.unit = unit
    self.layout = layout
    self.created = created
  }

  /// The name that a family is kept under: a counter may be given with or without `_total`, an info
  /// with or without `_info`.
  public static func canonicalName(_ name: MetricName, kind: MetricKind) -> MetricName {
    kind.ownSuffix.flatMap { name.removing(suffix: $0) } ?? name
  }

  private func checkHelp() throws(MetricError) {
    let length = help.utf8.count
    guard length <= Self.maximumHelpLength else { throw .invalid(.helpTooLong(length)) }
  }

  private func checkUnit() throws(MetricError) {
    guard !unit.isEmpty else { return }
    let bytes = unit.utf8
    guard bytes.count <= MetricName.maximumLength,
      bytes.allSatisfy({ isNameByte($0) || $0 == UInt8(ascii: ":") })
    else { throw .invalid(.unit(unit)) }
    guard kind != .info, kind != .stateset else { throw .invalid(.unitOnKind(kind)) }
    guard name.text.hasSuffix("_" + unit) else { throw .invalid(.unitSuffix(name, unit)) }
  }
}

extension MetricFamily {
  /// The names whose families would print samples under this family's name, or under which this one
  /// would print samples, with the kinds that do so; a nil kind stands for any.
  ///
  /// Source: OpenMetrics 1.0, "MetricFamily names must not collide with sample names".
  public var collisions: [(name: MetricName, kinds: [MetricKind]?)] {
    var rivals: [(name: MetricName, kinds: [MetricKind]?)] = []
    for suffix in kind.sampleSuffixes where !suffix.isEmpty {
      rivals.append((name.appending(suffix), nil))
    }
    for suffix in MetricKind.allSampleSuffixes {
      guard let base = name.removing(suffix: suffix) else { continue }
      rivals.append((base, MetricKind.allCases.filter { $0.sampleSuffixes.contains(suffix) }))
    }
    return rivals
  }

  /// Labels that OpenMetrics keeps for itself in this kind of family.
  public func checkLabels(_ labels: LabelSet) throws(MetricError) {
    let reserved: String
    switch kind {
    case .histogram: reserved = "le"
    case .summary: reserved = "quantile"
    case .stateset: reserved = name.text
    case .counter, .gauge, .duration, .info, .unknown: return
    }
    if labels[reserved] != nil { throw .invalid(.reservedLabel(reserved)) }
  }
}
