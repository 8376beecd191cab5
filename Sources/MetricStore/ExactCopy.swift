package import MetricModel
internal import MetricOperations
internal import SystemCalls

extension Database {
  /// One moment of the database with all that its records hold, sorted; what any of the selectors
  /// selects, or everything when there is none.
  package func exactFamilies(
    of selectors: [Selector] = []
  ) throws(MetricError) -> (families: [ExactFamily], takenAt: Timestamp) {
    let open = try openForReading()
    let now = Timestamp.now
    var copy = ExactCopy()
    try RecordScan.run(on: open.table) { (key, value) throws(MetricError) in
      do throws(DatabaseFault) {
        try copy.take(Array(key), Array(value))
      } catch { throw .database(error, path: path) }
    }
    open.table.file.unlock()
    do throws(DatabaseFault) {
      return (try copy.families(selectors), now)
    } catch { throw .database(error, path: path) }
  }

  /// Makes the records of a copy, and returns the families that break a rule of this database.
  ///
  /// If there is one, nothing is changed; with `skipsInvalid` these are left out. A series that is there
  /// becomes that of the copy, with its times; with `adding` the two are summed. A missing database is
  /// made.
  package func take(
    _ copy: [ExactFamily], adding: Bool, skipsInvalid: Bool
  ) throws(MetricError) -> [ImportFault] {
    var faults: [ImportFault] = []
    do throws(MetricError) {
      try update(creating: true) { (transaction) throws(MetricError) in
        for family in copy {
          do throws(MetricError) {
            try transaction.attempt { (transaction) throws(MetricError) in
              try transaction.take(family, adding: adding)
            }
          } catch .invalid(let violation) {
            faults.append(ImportFault(name: family.family.name, error: .invalid(violation)))
          }
        }
        if !skipsInvalid, let first = faults.first { throw first.error }
      }
    } catch .invalid(let violation) {
      if faults.isEmpty { throw .invalid(violation) }
    }
    return faults
  }
}

/// The records of a database by their families.
private struct ExactCopy {
  private var declared: [[UInt8]: ExactFamily] = [:]
  private var series: [[UInt8]: [(labels: LabelSet, state: SeriesState)]] = [:]

  mutating func take(_ key: [UInt8], _ value: [UInt8]) throws(DatabaseFault) {
    let frame = try RecordFrame(value, key: key)
    switch frame.content {
    case .database: break
    case .family:
      guard let name = try? MetricName(String(decoding: key, as: UTF8.self)) else {
        throw .damaged("'\(shownKey(key))' is not a metric's name")
      }
      declared[key] = ExactFamily(
        family: try FamilyRecord.decode(value, name: name),
        updated: Timestamp(nanoseconds: value.integer(at: 16)), series: [])
    case .series:
      let parts = key.withUnsafeBytes { key in
        RecordKey.parts(key).map { (Array($0.name), Array($0.labels)) }
      }
      guard let (name, labels) = parts, LabelSet.isCanonical(labels[...]) else {
        throw .damaged("record '\(shownKey(key))' is not under a series' name")
      }
      let state = try SeriesRecord.decode(value, key: key)
      series[name, default: []].append((LabelSet(trustedCanonical: labels), state))
    }
  }

  func families(_ selectors: [Selector]) throws(DatabaseFault) -> [ExactFamily] {
    for (name, list) in series where !(try Self.fit(list, declared[name])) {
      throw .damaged("the series of '\(shownKey(name))' are not what its declaration says")
    }
    var families: [ExactFamily] = []
    for (name, var exact) in declared {
      guard var matcher = Selector.matcher(of: selectors, in: exact.family) else { continue }
      exact.series = (series[name] ?? []).filter {
        matcher.matches(canonical: $0.labels.canonical[...])
      }
      exact.series.sort { $0.labels.canonical.lexicographicallyPrecedes($1.labels.canonical) }
      families.append(exact)
    }
    return families.sorted { $0.family.name < $1.family.name }
  }

  private static func fit(
    _ list: [(labels: LabelSet, state: SeriesState)], _ exact: ExactFamily?
  ) throws(DatabaseFault) -> Bool {
    guard let family = exact?.family else { return false }
    return list.allSatisfy { $0.state.kind == family.kind && $0.state.value.fits(family.layout) }
  }
}

extension Transaction {
  /// Makes the records of a family of a copy.
  fileprivate mutating func take(_ copy: ExactFamily, adding: Bool) throws(MetricError) {
    let given = copy.family
    let name = try familyName(importing: given, hasTwin: true)
    let declaration = Declaration(
      kind: given.kind, help: given.help, unit: given.unit,
      layout: given.kind.hasLayout ? given.layout : nil)
    let family = try declare(name, declaration, rules: .text, isLoose: given.isLoose)
    if !adding, family.name == given.name {
      let change = try change(RecordKey.family(given.name))
      var exact = given
      // Series that stay may need it.
      exact.isLoose = family.isLoose
      put(FamilyRecord.encode(exact, updated: copy.updated), in: change)
    }
    for (labels, state) in copy.series {
      let key = RecordKey.series(name.name, labels)
      let change = try change(key)
      var made = state
      made.isNamedAsSample = name.isOfSample
      // Of two moments there is no sum.
      if adding, given.kind != .duration, var known = try series(change, key: key) {
        let reference = SeriesReference(name: name.name, labels: labels)
        try known.merge(state.value, into: reference, at: now)
        known.created = min(known.created, state.created)
        made = known
      }
      put(made, in: change)
    }
  }
}
