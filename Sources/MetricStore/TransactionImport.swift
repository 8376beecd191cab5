package import MetricModel
internal import MetricOperations
internal import SystemCalls

/// A family that the database does not take, and why.
package struct ImportFault: Sendable {
  /// The family's name.
  package var name: MetricName
  /// The rule that it breaks; `invalid`.
  package var error: MetricError
}

extension Database {
  /// Puts metrics that were read from a text into the database, and returns those that break a rule.
  ///
  /// If there is one, nothing is changed; with `skipsInvalid` these are left out, each whole, and the
  /// others are taken. A missing database is made. `notice` is told of the work, with how many series
  /// are done. See `Transaction.take` for what becomes of those that are there already.
  package func take(
    _ metrics: consuming MetricSnapshot, adding: Bool, skipsInvalid: Bool,
    _ notice: (Int) -> Void = { _ in }
  ) throws(MetricError) -> [ImportFault] {
    // Each family is let go once it is taken: the text may fill a good part of the memory.
    var families = metrics.families
    metrics.families = []
    families.reverse()
    var faults: [ImportFault] = []
    do throws(MetricError) {
      try update(creating: true) { (transaction) throws(MetricError) in
        var done = 0
        while let next = families.popLast() {
          let hasTwin = next.family.isNamedAsSample && families.hasTotal(of: next.family.name)
          do throws(MetricError) {
            try transaction.take(
              next.series, of: next.family, hasTwin: hasTwin, adding: adding,
              isAttempt: skipsInvalid
            ) {
              done += 1
              if done % 1024 == 0 { notice(done) }
            }
          } catch .invalid(let violation) {
            faults.append(ImportFault(name: next.family.name, error: .invalid(violation)))
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

extension Transaction {
  /// Puts a family and its series into the database; an attempt leaves nothing of it behind when it
  /// fails.
  fileprivate mutating func take(
    _ table: SeriesTable, of given: MetricFamily, hasTwin: Bool, adding: Bool, isAttempt: Bool,
    _ notice: () -> Void
  ) throws(MetricError) {
    guard isAttempt else {
      return try take(table, of: given, hasTwin: hasTwin, adding: adding, notice)
    }
    try attempt { (transaction) throws(MetricError) in
      try transaction.take(table, of: given, hasTwin: hasTwin, adding: adding, notice)
    }
  }

  /// Puts a family and its series into the database.
  ///
  /// The family is declared as `declare` does it; parts that the text does not give stay as they
  /// are. Other series of it stay too. A series that is there gets the new value, and a counter may
  /// go down: this is how a dump is put back. With `adding`, numbers and counts are summed instead;
  /// a stateset and a duration take the new value, since two of them have no sum.
  ///
  /// A created time that is not given is now for a new series. One that is there keeps its own,
  /// unless it counts less than before and so began anew. With `adding` the earlier of two counts.
  /// A gauge of a family that is declared as a duration is its elapsed seconds; an unknown of a counter
  /// that is named as its sample, which OpenMetrics has no other type for, is its value.
  ///
  /// `hasTwin` says that the text has a counter of the same name with `_total` besides.
  ///
  /// Throws `invalid` for a family of another kind or layout, for names that collide, and for sums
  /// that a double cannot hold.
  mutating func take(
    _ table: SeriesTable, of given: MetricFamily, hasTwin: Bool = false, adding: Bool,
    _ notice: () -> Void
  ) throws(MetricError) {
    let name = try familyName(importing: given, hasTwin: hasTwin)
    var target = ImportTarget(family: given, name: name, adding: adding, now: now)
    if given.kind == .gauge, let known = try family(given.name), known.kind == .duration {
      target.kind = .duration
    } else if given.kind == .unknown, name.isOfSample {
      target.kind = .counter
    }
    let family = try declare(name, target.declaration, rules: .text, isLoose: given.isLoose)
    var isLoose = family.isLoose
    var key: [UInt8] = []
    for index in 0..<table.count {
      let labels = table.labels(index)
      RecordKey.write(series: name.name, labels, to: &key)
      let change = try change(key)
      let known = try series(change, key: key)
      if let known, !known.value.fits(given.layout) {
        throw database.table.damaged(
          "record '\(shownKey(key))' is not what its metric's declaration says")
      }
      let value = table.value(index, of: given)
      let created = table.created(index)
      isLoose = isLoose || value.isLoose(in: given.kind, given.layout)
      put(try target.state(from: known, value, created: created, labels), in: change)
      notice()
    }
    if isLoose, !family.isLoose {
      try declare(name, target.declaration, rules: .text, isLoose: true)
    }
  }
}

/// What becomes of the series of one family.
private struct ImportTarget {
  let family: MetricFamily
  let name: FamilyName
  let adding: Bool
  let now: Timestamp
  /// The kind that the series have in the database.
  var kind: MetricKind

  init(family: MetricFamily, name: FamilyName, adding: Bool, now: Timestamp) {
    (self.family, self.name, self.adding, self.now) = (family, name, adding, now)
    kind = family.kind
  }

  var declaration: Declaration {
    Declaration(
      kind: kind, help: family.help.isEmpty ? nil : family.help,
      unit: family.unit.isEmpty ? nil : family.unit,
      layout: kind.hasLayout ? family.layout : nil)
  }

  /// The record that a series is to have.
  func state(
    from known: SeriesState?, _ value: MetricValue, created: Timestamp,
    _ labels: ArraySlice<UInt8>
  ) throws(MetricError) -> SeriesState {
    if kind == .duration { return try duration(from: known, value, labels) }
    // Prometheus text has such counters, which then keep their sample's name: OpenMetrics forbids
    // them, and shows that name as one of unknown type.
    if kind == .counter, !name.isOfSample, case .number(let number) = value, !(number >= 0) {
      throw .invalid(.counterValue(name.name, number))
    }
    guard var state = known else {
      return SeriesState(
        kind: kind, created: created == .notGiven ? now : created, updated: now, value: value,
        isNamedAsSample: name.isOfSample)
    }
    if adding {
      try state.merge(value, into: reference(labels), at: now)
      if created != .notGiven { state.created = min(state.created, created) }
      return state
    }
    if created != .notGiven {
      state.created = created
    } else if kind.hasCreated, value.isBelow(state.value) {
      state.created = now
    }
    if !value.showsAll(of: state.value) { state.value = value }
    state.updated = now
    return state
  }

  private func duration(
    from known: SeriesState?, _ value: MetricValue, _ labels: ArraySlice<UInt8>
  ) throws(MetricError) -> SeriesState {
    var state = known ?? .fresh(.duration, at: now)
    guard case .number(let seconds) = value else { return state }
    try state.set(seconds, of: reference(labels), at: now)
    return state
  }

  /// The series, for an error.
  private func reference(_ labels: ArraySlice<UInt8>) -> SeriesReference {
    SeriesReference(name: name.name, labels: LabelSet(trustedCanonical: Array(labels)))
  }
}

extension MetricValue {
  /// Whether it counts less than another of the same kind.
  fileprivate func isBelow(_ other: MetricValue) -> Bool {
    switch (self, other) {
    case (.number(let mine), .number(let theirs)): mine < theirs
    case (.histogram(let mine), .histogram(let theirs)): mine.count < theirs.count
    case (.summary(let mine), .summary(let theirs)):
      mine.hasCount && theirs.hasCount && mine.count < theirs.count
    default: false
    }
  }

  /// Whether a summary says what another one shows, whose sketch is then as good as before.
  fileprivate func showsAll(of other: MetricValue) -> Bool {
    guard case .summary(let mine) = self, case .summary(let theirs) = other else { return false }
    return mine.count == theirs.count && mine.sum == theirs.sum && theirs.isSketched
  }
}
