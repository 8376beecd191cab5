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
    let kind = declaration.kind
    let name = MetricFamily.canonicalName(given, kind: kind)
    let known = try family(name)
    if let known, known.kind != kind {
      throw .invalid(.kindConflict(name, declared: known.kind, wanted: kind))
    }
    // From the name as given: `_total` comes off once, and `a_total_total` is the counter `a_total`.
    let family = try MetricFamily(
      name: given, kind: kind, help: declaration.help ?? known?.help ?? "",
      unit: declaration.unit ?? known?.unit ?? "",
      layout: declaration.layout ?? known?.layout ?? .plain, created: known?.created ?? now)
    if let known, known.layout != family.layout {
      throw .invalid(.layoutConflict(name, known.layout))
    }
    if known == nil { try checkCollisions(of: family) }
    if known.map({ Self.differ($0, family) }) ?? true {
      put(
        FamilyRecord.encode(family, updated: now), in: try change(RecordKey.family(name)))
    }
    for labels in declaration.series { try createSeries(labels, of: family) }
  }

  /// Whether the texts differ in any byte; Swift's `==` would take two normal forms as one.
  private static func differ(_ left: MetricFamily, _ right: MetricFamily) -> Bool {
    !left.help.utf8.elementsEqual(right.help.utf8) || left.unit != right.unit
  }

  private mutating func checkCollisions(of family: MetricFamily) throws(MetricError) {
    for rival in family.collisions {
      guard let other = try self.family(rival.name) else { continue }
      if rival.kinds?.contains(other.kind) ?? true {
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
    put(.fresh(family.kind, layout: family.layout, at: now), in: change)
  }
}
