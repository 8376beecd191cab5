internal import MetricModel
internal import MetricOperations

extension Transaction {
  /// Declares a family, or brings the help and unit of a declared one up to date, and makes the
  /// series that are named and not there yet.
  ///
  /// Throws `invalid` when it is declared with another kind, when its name would collide with the
  /// samples of another family, and for another layout than the declared one.
  mutating func declare(
    _ given: MetricName, _ declaration: Declaration
  ) throws(MetricError) {
    let name = try familyName(declaring: given, as: declaration.kind)
    let family = try declare(name, declaration)
    for labels in declaration.series { try createSeries(labels, of: family) }
  }

  /// The same for a family by its own name, without any series; returns it as it is now.
  ///
  /// A loose family stays one.
  @discardableResult
  mutating func declare(
    _ name: FamilyName, _ declaration: Declaration, rules: MetricFamily.Layout.Rules = .declared,
    isLoose: Bool = false
  ) throws(MetricError) -> MetricFamily {
    let known = try family(name.name)
    if let known, known.kind != declaration.kind {
      throw .invalid(.kindConflict(name.name, declared: known.kind, wanted: declaration.kind))
    }
    let family = try MetricFamily(
      name: name.given(as: declaration.kind), kind: declaration.kind,
      help: declaration.help ?? known?.help ?? "", unit: declaration.unit ?? known?.unit ?? "",
      layout: declaration.layout ?? known?.layout ?? .plain,
      rules: declaration.layout == nil ? .text : rules, isNamedAsSample: name.isOfSample,
      isLoose: isLoose || known?.isLoose ?? false, created: known?.created ?? now)
    if let known, known.layout != family.layout {
      throw .invalid(.layoutConflict(family.name, known.layout))
    }
    if known == nil { try checkCollisions(of: family) }
    if known.map({ Self.differ($0, family) }) ?? true {
      let change = try change(RecordKey.family(family.name))
      put(FamilyRecord.encode(family, updated: now), in: change)
    }
    return family
  }

  /// Whether the texts differ in any byte, or a flag; Swift's `==` would take two normal forms as one.
  private static func differ(_ left: MetricFamily, _ right: MetricFamily) -> Bool {
    !left.help.utf8.elementsEqual(right.help.utf8) || left.unit != right.unit
      || left.isLoose != right.isLoose
  }

  private mutating func checkCollisions(of family: MetricFamily) throws(MetricError) {
    for rival in family.rivals {
      guard let other = try self.family(rival.name) else { continue }
      if rival.isMet(bySuffixes: other.sampleSuffixes) {
        throw .invalid(.collision(family.name, with: other.name))
      }
    }
  }

  private mutating func createSeries(
    _ labels: LabelSet, of family: MetricFamily
  ) throws(MetricError) {
    try family.checkLabels(labels)
    let key = RecordKey.series(family.name, labels)
    let change = try change(key)
    guard change.isAbsent else { return }
    var state = SeriesState.fresh(family.kind, layout: family.layout, at: now)
    state.isNamedAsSample = family.isNamedAsSample
    put(state, in: change)
  }
}
