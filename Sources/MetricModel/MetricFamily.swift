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
  /// Whether its one sample has exactly the family's name, to which no `_total` is added; only of a
  /// counter.
  ///
  /// Prometheus text has gauge `a` beside counter `a_total`, two names there, and counters without
  /// `_total`. Such a counter stands under its sample's name.
  public var isNamedAsSample: Bool
  /// Whether some of its series hold what OpenMetrics forbids in their kind, such as a negative sum or
  /// a summary without count.
  ///
  /// OpenMetrics text then has a family of unknown type for each of its samples' names. It is so from
  /// the import that brought them on.
  public var isLoose: Bool
  /// When it was declared first.
  public var created: Timestamp

  /// Checks the parts against each other and keeps them.
  ///
  /// A counter's `_total` and an info's `_info` are taken off. A histogram without a layout gets the buckets that suit its
  /// unit, when that is seconds or bytes.
  public init(
    name: MetricName, kind: MetricKind, help: String, unit: String, layout: Layout = .plain,
    rules: Layout.Rules = .declared, isNamedAsSample: Bool = false, isLoose: Bool = false,
    created: Timestamp
  ) throws(MetricError) {
    var layout = layout
    if kind.hasBuckets, layout == .plain {
      layout = .standardBuckets(name: name, unit: unit) ?? .plain
    }
    self.init(
      trustedName: isNamedAsSample ? name : Self.canonicalName(name, kind: kind), kind: kind,
      help: help, unit: unit, layout: layout, isNamedAsSample: isNamedAsSample, isLoose: isLoose,
      created: created)
    try checkHelp()
    try checkUnit()
    try layout.check(for: kind, name: self.name, rules)
  }

  /// Whether the layout is one that the kind can have; `invalid` where it is not.
  package func checkLayout() throws(MetricError) { try layout.check(for: kind, name: name, .text) }

  /// A family read from a record that was checked when it was written.
  package init(
    trustedName name: MetricName, kind: MetricKind, help: String, unit: String,
    layout: Layout = .plain, isNamedAsSample: Bool = false, isLoose: Bool = false,
    created: Timestamp
  ) {
    self.name = name
    self.kind = kind
    self.help = help
    self.unit = unit
    self.layout = layout
    self.isNamedAsSample = isNamedAsSample
    self.isLoose = isLoose
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
    guard Self.canonicalName(name, kind: kind).text.hasSuffix("_" + unit) else {
      throw .invalid(.unitSuffix(name, unit))
    }
  }
}

extension MetricFamily {
  /// What it adds to its name to make its samples' names; `""` is the bare name.
  public var sampleSuffixes: [String] { isNamedAsSample ? [""] : kind.sampleSuffixes }

  /// The suffix with which it may also be named: that of its one sample.
  public var ownSuffix: String? { isNamedAsSample ? nil : kind.ownSuffix }

  /// Whether a sample tells when each series began.
  public var hasCreatedSample: Bool { kind.hasCreated && !isNamedAsSample }

  /// A family of another name that might print samples under this one's names, or this one under its.
  public struct Rival: Hashable, Sendable {
    /// The other family's name.
    public var name: MetricName
    /// What it must add to its name to be a rival; nil when it is one in any case.
    public var suffix: String?

    /// A rival by its parts.
    public init(name: MetricName, suffix: String?) { (self.name, self.suffix) = (name, suffix) }

    /// Whether a family of this name is a rival indeed.
    public func isMet(bySuffixes suffixes: [String]) -> Bool {
      suffix.map(suffixes.contains) ?? true
    }
  }

  /// The names whose families would print samples under this family's name, or under which this one
  /// would print samples.
  ///
  /// Source: OpenMetrics 1.0, "MetricFamily names must not collide with sample names".
  public var rivals: [Rival] {
    var rivals: [Rival] = []
    for suffix in sampleSuffixes where !suffix.isEmpty {
      rivals.append(Rival(name: name.appending(suffix), suffix: nil))
    }
    for suffix in MetricKind.allSampleSuffixes {
      guard let base = name.removing(suffix: suffix) else { continue }
      rivals.append(Rival(name: base, suffix: suffix))
    }
    return rivals
  }

  /// Labels that OpenMetrics keeps for itself in this kind of family.
  public func checkLabels(_ labels: LabelSet) throws(MetricError) {
    let reserved: String
    switch kind {
    case .histogram, .gaugehistogram: reserved = "le"
    case .summary: reserved = "quantile"
    case .stateset: reserved = name.text
    case .counter, .gauge, .duration, .info, .unknown: return
    }
    if labels[reserved] != nil { throw .invalid(.reservedLabel(reserved)) }
  }
}
