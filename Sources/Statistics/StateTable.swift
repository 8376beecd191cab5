internal import MetricModel
internal import MetricOperations
internal import MetricStore

/// Metrics and their series in memory, changed by the rules of the model.
struct StateTable {
  /// A metric and its series.
  struct Entry {
    var family: MetricFamily
    var series: [LabelSet: SeriesState] = [:]
  }

  /// What stood in a place before it was changed.
  enum Undo {
    case entry(MetricName, Entry?)
    case family(MetricName, MetricFamily)
    case series(MetricName, LabelSet, SeriesState?)
  }

  private(set) var entries: [MetricName: Entry] = [:]

  /// Carries operations out at a moment, all or none.
  mutating func apply(_ operations: [Operation], at now: Timestamp) throws(MetricError) {
    var undo: [Undo] = []
    do throws(MetricError) {
      for operation in operations { try apply(operation, at: now, undo: &undo) }
    } catch {
      revert(undo[...])
      throw error
    }
  }

  /// Carries one operation out, and notes how to revert it; one that throws changes nothing.
  mutating func apply(
    _ operation: Operation, at now: Timestamp, undo: inout [Undo]
  ) throws(MetricError) {
    switch operation.action {
    case .declare(let declaration):
      try declare(operation.series.name, declaration, at: now, undo: &undo)
    case .deleteAll:
      let name = try name(of: operation.series)
      undo.append(.entry(name, entries[name]))
      entries[name] = nil
    case .delete:
      let name = try name(of: operation.series)
      guard entries[name]?.series[operation.series.labels] != nil else {
        throw .notFound(.series(operation.series))
      }
      put(nil, name, operation.series.labels, undo: &undo)
    case .resetAll:
      let name = try name(of: operation.series)
      for labels in entries[name]?.series.keys.sorted() ?? [] {
        try change(name, labels, operation, .reset, at: now, undo: &undo)
      }
    default:
      let name = try name(of: operation.series)
      try change(
        name, operation.series.labels, operation, operation.action, at: now, undo: &undo)
    }
  }

  /// Makes changes undone, the last first.
  mutating func revert(_ undo: ArraySlice<Undo>) {
    for change in undo.reversed() {
      switch change {
      case .entry(let name, let entry): entries[name] = entry
      case .family(let name, let family): entries[name]?.family = family
      case .series(let name, let labels, let state): entries[name]?.series[labels] = state
      }
    }
  }

  /// The metric and the record of a series: nil for what is not there.
  func find(_ series: SeriesReference) -> (family: MetricFamily, state: SeriesState?)? {
    guard let name = try? name(of: series), let entry = entries[name] else { return nil }
    return (entry.family, entry.series[series.labels])
  }

  /// The metric's own name: a counter may be named with or without `_total`.
  private func name(of series: SeriesReference) throws(MetricError) -> MetricName {
    if let stripped = series.name.removing(suffix: "_total"),
      entries[stripped]?.family.kind == .counter
    {
      return stripped
    }
    guard entries[series.name] != nil else { throw .notFound(.metric(series.name)) }
    return series.name
  }

  private mutating func change(
    _ name: MetricName, _ labels: LabelSet, _ operation: Operation, _ action: Operation.Action,
    at now: Timestamp, undo: inout [Undo]
  ) throws(MetricError) {
    guard let entry = entries[name] else { return }
    if let wanted = operation.declaring, wanted != entry.family.kind {
      throw .invalid(.kindConflict(name, declared: entry.family.kind, wanted: wanted))
    }
    let known = entry.series[labels]
    if known != nil, action.isOnlyIfNew { return }
    if known == nil { try entry.family.checkLabels(labels) }
    var state = known ?? .fresh(entry.family.kind, layout: entry.family.layout, at: now)
    try state.apply(action, to: operation.series, layout: entry.family.layout, at: now)
    put(state, name, labels, undo: &undo)
  }

  private mutating func put(
    _ state: SeriesState?, _ name: MetricName, _ labels: LabelSet, undo: inout [Undo]
  ) {
    undo.append(.series(name, labels, entries[name]?.series[labels]))
    entries[name]?.series[labels] = state
  }

  private mutating func declare(
    _ given: MetricName, _ declaration: Declaration, at now: Timestamp, undo: inout [Undo]
  ) throws(MetricError) {
    let name = MetricFamily.canonicalName(given, kind: declaration.kind)
    let known = entries[name]?.family
    let family = try MetricFamily(
      name: given, kind: declaration.kind, help: declaration.help ?? known?.help ?? "",
      unit: declaration.unit ?? known?.unit ?? "",
      layout: declaration.layout ?? known?.layout ?? .plain, created: known?.created ?? now)
    if let known {
      guard known.kind == family.kind else {
        throw .invalid(.kindConflict(name, declared: known.kind, wanted: family.kind))
      }
      guard known.layout == family.layout else {
        throw .invalid(.layoutConflict(name, known.layout))
      }
      undo.append(.family(name, known))
      entries[name]?.family = family
    } else {
      undo.append(.entry(name, nil))
      entries[name] = Entry(family: family)
    }
    for labels in declaration.series where entries[name]?.series[labels] == nil {
      put(.fresh(family.kind, layout: family.layout, at: now), name, labels, undo: &undo)
    }
  }
}
