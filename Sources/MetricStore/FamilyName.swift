internal import MetricModel

/// The name that a family is kept under, and whether it is that of its one sample.
struct FamilyName {
  var name: MetricName
  var isOfSample = false

  /// The name from which a declaration takes its kind's suffix off: a family `a_info` is not `a`.
  func given(as kind: MetricKind) -> MetricName {
    isOfSample ? name : kind.ownSuffix.map { name.appending($0) } ?? name
  }
}

/// Which family a name means where gauge `a` may stand beside counter `a_total`.
///
/// A counter is kept without `_total`, which leaves no room for another metric of that name. Prometheus
/// text knows both, so that the counter then is kept under its sample's name instead.
extension Transaction {
  /// The family that a declaration is about.
  mutating func familyName(
    declaring given: MetricName, as kind: MetricKind
  ) throws(MetricError) -> FamilyName {
    let name = MetricFamily.canonicalName(given, kind: kind)
    guard kind == .counter else { return FamilyName(name: name) }
    if let known = try family(name) {
      if known.kind == .counter, !known.isNamedAsSample { return FamilyName(name: name) }
      return given == name
        ? FamilyName(name: name, isOfSample: known.isNamedAsSample)
        : FamilyName(name: given, isOfSample: true)
    }
    let sample = name.appending("_total")
    guard try family(sample)?.isNamedAsSample == true else { return FamilyName(name: name) }
    return FamilyName(name: sample, isOfSample: true)
  }

  /// The family that one of a text goes to; makes room for it where a counter has its name.
  ///
  /// `hasTwin` says that the text has a counter of the same name with `_total` besides.
  mutating func familyName(
    importing given: MetricFamily, hasTwin: Bool
  ) throws(MetricError) -> FamilyName {
    guard given.kind == .counter else {
      try makeRoom(for: given.name)
      let known = given.kind == .unknown ? try family(given.name) : nil
      return FamilyName(name: given.name, isOfSample: known?.isNamedAsSample ?? false)
    }
    guard given.isNamedAsSample else {
      return try familyName(declaring: given.name.appending("_total"), as: .counter)
    }
    if try isPlainCounter(given.name) {
      // Whoever names a counter without `_total` means this one, unless both are named.
      guard hasTwin else { return FamilyName(name: given.name) }
      try makeRoom(for: given.name)
    }
    if let base = given.name.removing(suffix: "_total"), try family(given.name) == nil,
      try isPlainCounter(base)
    {
      return FamilyName(name: base)
    }
    return FamilyName(name: given.name, isOfSample: true)
  }

  private mutating func isPlainCounter(_ name: MetricName) throws(MetricError) -> Bool {
    guard let known = try family(name) else { return false }
    return known.kind == .counter && !known.isNamedAsSample
  }

  /// Names a counter as its sample, so that another metric can have the name.
  private mutating func makeRoom(for name: MetricName) throws(MetricError) {
    guard try isPlainCounter(name), var family = try family(name) else { return }
    family.name = name.appending("_total")
    family.isNamedAsSample = true
    for key in try seriesKeys(of: name) {
      guard var state = try series(key) else { continue }
      state.isNamedAsSample = true
      let newKey = RecordKey.family(family.name) + key.dropFirst(name.text.utf8.count)
      put(state, in: try change(newKey))
      put(nil, in: try change(key))
    }
    put(
      FamilyRecord.encode(family, updated: now), in: try change(RecordKey.family(family.name)))
    put(nil, in: try change(RecordKey.family(name)))
  }
}

extension [(family: MetricFamily, series: SeriesTable)] {
  /// Whether there is a family of a name with `_total` among these, of which the last stands first.
  func hasTotal(of name: MetricName) -> Bool {
    let name = name.appending("_total")
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].family.name > name { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low].family.name == name
  }
}
