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
    let target = operation.series
    switch operation.action {
    case .declare(let declaration):
      try declare(target.name, declaration)
      return nil
    case .add(let delta):
      return try change(operation) { (state, now) throws(MetricError) in
        try state.add(delta, to: target, at: now)
      }
    case .set(let number, onlyIfNew: let onlyIfNew):
      return try change(operation, onlyIfNew: onlyIfNew) { (state, now) throws(MetricError) in
        try state.set(number, of: target, at: now)
      }
    case .reset:
      return try change(operation) { (state, now) throws(MetricError) in state.reset(at: now) }
    case .resetAll:
      try resetAll(operation)
      return nil
    case .delete:
      try delete(target)
      return nil
    case .deleteAll:
      try deleteAll(target)
      return nil
    }
  }

  private mutating func change(
    _ operation: Operation, onlyIfNew: Bool = false,
    _ body: (inout SeriesState, Timestamp) throws(MetricError) -> Void
  ) throws(MetricError) -> AppliedSeries {
    let found = try findOrDeclare(operation)
    let series = SeriesReference(name: found.name, labels: operation.series.labels)
    if onlyIfNew, let state = found.state {
      return AppliedSeries(series: series, state: state, now: now)
    }
    var state: SeriesState
    if let existing = found.state {
      state = existing
    } else {
      state = try fresh(series, kind: found.kind)
    }
    try body(&state, now)
    put(SeriesRecord.encode(state, key: found.key), key: found.key)
    return AppliedSeries(series: series, state: state, now: now)
  }

  private mutating func findOrDeclare(_ operation: Operation) throws(MetricError) -> Found {
    do throws(MetricError) {
      let found = try find(operation.series)
      if let wanted = operation.declaring, wanted != found.kind {
        throw .invalid(.kindConflict(found.name, declared: found.kind, wanted: wanted))
      }
      return found
    } catch .notFound(let missing) {
      guard let kind = operation.declaring else { throw .notFound(missing) }
      try declare(operation.series.name, Declaration(kind: kind))
      return try find(operation.series)
    }
  }

  /// A new series of a family: its labels must not be those that the family's kind reserves.
  private mutating func fresh(
    _ series: SeriesReference, kind: MetricKind
  ) throws(MetricError) -> SeriesState {
    if !series.labels.isEmpty { try family(series.name)?.checkLabels(series.labels) }
    return .fresh(kind, at: now)
  }

  private mutating func delete(_ reference: SeriesReference) throws(MetricError) {
    let found = try find(reference)
    guard found.state != nil else { throw .notFound(.series(reference)) }
    put(nil, key: found.key)
  }

  private mutating func resetAll(_ operation: Operation) throws(MetricError) {
    let found = try findOrDeclare(operation)
    for key in try seriesKeys(of: found.name) {
      guard var state = try series(key) else { continue }
      state.reset(at: now)
      put(SeriesRecord.encode(state, key: key), key: key)
    }
  }

  private mutating func deleteAll(_ reference: SeriesReference) throws(MetricError) {
    let name = try find(reference).name
    for key in try seriesKeys(of: name) {
      if try value(key) != nil { put(nil, key: key) }
    }
    let key = RecordKey.family(name)
    if try value(key) != nil { put(nil, key: key) }
  }

  /// The keys of every series of a family, in the file or new in this transaction.
  ///
  /// A record whose key is damaged would be left out, so that every record is checked.
  private mutating func seriesKeys(of name: MetricName) throws(MetricError) -> [[UInt8]] {
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
