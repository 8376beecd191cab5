public import MetricModel
public import MetricOperations
internal import SystemCalls

extension Transaction {
  /// Carries out one operation and returns what it left of its series; nil when it is about a
  /// family or took the series away.
  ///
  /// Throws `invalid` for what the metric's kind forbids and `notFound` for what is not declared.
  @discardableResult
  public mutating func apply(_ operation: Operation) throws(MetricError) -> AppliedSeries? {
    switch operation.action {
    case .declare(let declaration):
      try declare(operation.series.name, declaration)
      return nil
    case .resetAll:
      try resetAll(operation)
      return nil
    case .delete:
      try delete(operation.series)
      return nil
    case .deleteAll:
      try deleteAll(operation.series)
      return nil
    default:
      let resolved = try resolve(operation.series, declaring: operation.declaring)
      try apply(operation.action, to: resolved)
      return try read(resolved)
    }
  }

  /// The layout of a series' family, which its record must fit.
  mutating func layout(of found: Found) throws(MetricError) -> MetricFamily.Layout {
    let layout = try family(found.name)?.layout ?? .plain
    if let state = found.state, !state.value.fits(layout) {
      let key = shownKey(found.key)
      throw database.table.damaged("record '\(key)' is not what its metric's declaration says")
    }
    return layout
  }

  private mutating func delete(_ reference: SeriesReference) throws(MetricError) {
    let found = try find(reference)
    guard found.state != nil else { throw .notFound(.series(reference)) }
    put(nil, in: found.change)
  }

  private mutating func resetAll(_ operation: Operation) throws(MetricError) {
    let found = try findOrDeclare(operation.series, operation.declaring)
    let layout = found.kind.hasLayout ? try layout(of: found) : .plain
    for key in try seriesKeys(of: found.name) {
      let change = try change(key)
      guard var state = try series(change, key: key) else { continue }
      try state.reset(operation.series, layout: layout, at: now)
      put(state, in: change)
    }
  }

  private mutating func deleteAll(_ reference: SeriesReference) throws(MetricError) {
    let name = try find(reference).name
    for key in try seriesKeys(of: name) + [RecordKey.family(name)] {
      let change = try change(key)
      if !change.isAbsent { put(nil, in: change) }
    }
  }

  /// The keys of every series of a family, in the file or new in this transaction.
  ///
  /// A record whose key is damaged would be left out, so that every record is checked.
  mutating func seriesKeys(of name: MetricName) throws(MetricError) -> [[UInt8]] {
    let prefix = RecordKey.family(name) + [UInt8(ascii: "{")]
    var keys = changes.all.map(changes.key(of:)).filter { $0.starts(with: prefix) }
    try RecordScan.run(on: database.table) { (key, value) throws(MetricError) in
      do throws(DatabaseFault) {
        _ = try RecordFrame(value, key: key)
      } catch { throw .database(error, path: database.table.file.path) }
      if key.starts(with: prefix), changes[Array(key)] == nil { keys.append(Array(key)) }
    }
    return keys
  }
}

extension Operation.Action {
  /// Whether a series that is there already stays as it is.
  package var isOnlyIfNew: Bool {
    switch self {
    case .set(_, let onlyIfNew), .setState(_, let onlyIfNew), .setInfo(let onlyIfNew): onlyIfNew
    default: false
    }
  }
}

extension SeriesState {
  /// Carries out an action that is about one series.
  package mutating func apply(
    _ action: Operation.Action, to series: SeriesReference, layout: MetricFamily.Layout,
    at now: Timestamp
  ) throws(MetricError) {
    switch action {
    case .add(let delta): try add(delta, to: series, at: now)
    case .set(let number, onlyIfNew: _) where kind == .stateset:
      try set(state: MetricNumber.text(number), of: series, layout: layout, at: now)
    case .set(let number, onlyIfNew: _): try set(number, of: series, at: now)
    case .setState(let word, onlyIfNew: _):
      try set(state: word, of: series, layout: layout, at: now)
    case .setInfo: try setInfo(of: series, at: now)
    case .observe(let number): try observe(number, in: series, layout: layout, at: now)
    case .merge(let value): try merge(value, into: series, at: now)
    case .reset: try reset(series, layout: layout, at: now)
    case .declare, .resetAll, .delete, .deleteAll: break
    }
  }
}
