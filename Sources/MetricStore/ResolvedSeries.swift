package import MetricModel
package import MetricOperations
internal import SystemCalls

/// A series that a transaction has looked up, to be updated any number of times.
///
/// It stands for what its name led to in one transaction and means nothing in another.
package final class ResolvedSeries {
  /// The series as it was named: for messages.
  package let given: SeriesReference
  /// The kind to declare the family as where it is missing, if any.
  fileprivate let declaring: MetricKind?
  /// The series under its family's own name.
  package fileprivate(set) var series: SeriesReference
  /// Its family's kind.
  package fileprivate(set) var kind: MetricKind
  fileprivate var isNamedAsSample: Bool
  /// What its family's buckets, quantiles or states are.
  package fileprivate(set) var layout: MetricFamily.Layout
  fileprivate(set) var change: Change
  /// The transaction's count of declarations when it was looked up.
  fileprivate var declarations: Int

  fileprivate init(
    given: SeriesReference, declaring: MetricKind?, found: Transaction.Found,
    layout: MetricFamily.Layout, declarations: Int
  ) {
    self.given = given
    self.declaring = declaring
    series = SeriesReference(name: found.name, labels: given.labels)
    kind = found.kind
    isNamedAsSample = found.isNamedAsSample
    self.layout = layout
    change = found.change
    self.declarations = declarations
  }
}

extension Transaction {
  /// Looks a series up that is to be updated; it need not be there yet, but its family must.
  ///
  /// With a kind, a missing family is declared first. Throws `notFound` without one, and `invalid`
  /// for a family of another kind.
  package mutating func resolve(
    _ series: SeriesReference, declaring kind: MetricKind? = nil
  ) throws(MetricError) -> ResolvedSeries {
    let found = try findOrDeclare(series, kind)
    return ResolvedSeries(
      given: series, declaring: kind, found: found,
      layout: found.kind.hasLayout ? try layout(of: found) : .plain, declarations: declarations)
  }

  /// Carries out an action on a series that was looked up.
  ///
  /// Throws `invalid` for what the metric's kind forbids, and `notFound` for a series to be deleted
  /// that is not there or a family that this transaction has taken away meanwhile.
  package mutating func apply(
    _ action: Operation.Action, to resolved: ResolvedSeries
  ) throws(MetricError) {
    if resolved.declarations != declarations { try renew(resolved) }
    switch action {
    case .declare, .resetAll, .deleteAll:
      try apply(Operation(series: resolved.given, action: action))
    case .delete:
      guard !resolved.change.isAbsent else { throw .notFound(.series(resolved.given)) }
      put(nil, in: resolved.change)
    default:
      try update(resolved, action)
    }
  }

  /// What the transaction has made of a series so far; nil when it is not there.
  package mutating func read(
    _ resolved: ResolvedSeries
  ) throws(MetricError) -> AppliedSeries? {
    guard let state = try knownState(of: resolved.change) else { return nil }
    return AppliedSeries(series: resolved.series, state: state, layout: resolved.layout, now: now)
  }

  private mutating func update(
    _ resolved: ResolvedSeries, _ action: Operation.Action
  ) throws(MetricError) {
    var state: SeriesState
    if let known = try knownState(of: resolved.change) {
      if action.isOnlyIfNew { return try checkNew(resolved, action) }
      state = known
    } else {
      state = try fresh(resolved)
    }
    try state.apply(action, to: resolved.given, layout: resolved.layout, at: now)
    put(state, in: resolved.change)
  }

  /// Refuses an action on a series that stays as it is when it could never be carried out.
  private func checkNew(
    _ resolved: ResolvedSeries, _ action: Operation.Action
  ) throws(MetricError) {
    var trial = SeriesState.fresh(resolved.kind, layout: resolved.layout, at: now)
    try trial.apply(action, to: resolved.given, layout: resolved.layout, at: now)
  }

  private mutating func knownState(of change: Change) throws(MetricError) -> SeriesState? {
    if let state = change.state { return state }
    return change.isAbsent ? nil : try series(changes.key(of: change))
  }

  /// Looks a series up again after families came or went: its name may lead elsewhere now.
  private mutating func renew(_ resolved: ResolvedSeries) throws(MetricError) {
    let anew = try resolve(resolved.given, declaring: resolved.declaring)
    resolved.series = anew.series
    resolved.kind = anew.kind
    resolved.isNamedAsSample = anew.isNamedAsSample
    resolved.layout = anew.layout
    resolved.change = anew.change
    resolved.declarations = anew.declarations
  }

  /// Follows a reference, and declares the family with a kind, if one is given, where it is missing.
  mutating func findOrDeclare(
    _ series: SeriesReference, _ kind: MetricKind?
  ) throws(MetricError) -> Found {
    do throws(MetricError) {
      let found = try find(series)
      if let kind, kind != found.kind {
        throw .invalid(.kindConflict(found.name, declared: found.kind, wanted: kind))
      }
      return found
    } catch .notFound(let missing) {
      guard let kind else { throw .notFound(missing) }
      try declare(series.name, Declaration(kind: kind))
      return try find(series)
    }
  }

  /// A new series of a family: its labels must not be those that the family's kind reserves.
  private mutating func fresh(_ resolved: ResolvedSeries) throws(MetricError) -> SeriesState {
    let series = resolved.series
    if !series.labels.isEmpty { try family(series.name)?.checkLabels(series.labels) }
    var state = SeriesState.fresh(resolved.kind, layout: resolved.layout, at: now)
    state.isNamedAsSample = resolved.isNamedAsSample
    return state
  }
}
