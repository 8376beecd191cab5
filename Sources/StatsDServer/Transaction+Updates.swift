internal import MetricModel
internal import MetricOperations
internal import MetricStore

/// Carrying out what a receiver has gathered.
extension Transaction {
  /// Carries out all that the database's rules allow, and tells what it refused.
  ///
  /// Throws when the database cannot be used; nothing is done then.
  mutating func take(_ pending: [PendingSeries]) throws(MetricError) -> CommitOutcome {
    var outcome = CommitOutcome()
    for series in pending {
      do throws(MetricError) {
        let taken = try attempt { (transaction) throws(MetricError) in
          try transaction.take(series)
        }
        if let measure = taken.measure { outcome.measures.append((series.place, measure)) }
        if let refusal = taken.refusal { outcome.refusals.append(refusal) }
      } catch .invalid(let violation) {
        outcome.refusals.append(
          CommitOutcome.Refusal(
            target: series.target, lines: series.lines, error: .invalid(violation)))
        outcome.useless.append(series.place)
      }
    }
    return outcome
  }

  private typealias Taken = (measure: Measure?, refusal: CommitOutcome.Refusal?)

  private mutating func take(_ series: PendingSeries) throws(MetricError) -> Taken {
    let target = series.target
    let resolved = try resolveOrDeclare(target)
    guard target.role.fits(resolved.kind) else {
      throw .invalid(
        .kindConflict(
          resolved.series.name, declared: resolved.kind, wanted: target.declaration.kind))
    }
    switch series.content {
    case .add(let number): try apply(.add(number), to: resolved)
    case .set(let number): try apply(.set(number, onlyIfNew: false), to: resolved)
    case .distinct(let count): try apply(.set(Double(count), onlyIfNew: false), to: resolved)
    case .observations(let observations):
      return try take(observations, of: series, into: resolved)
    }
    return (nil, nil)
  }

  private mutating func resolveOrDeclare(
    _ target: SeriesTarget
  ) throws(MetricError) -> ResolvedSeries {
    do throws(MetricError) {
      return try resolve(target.reference)
    } catch .notFound {
      let family = SeriesReference(name: target.reference.name, labels: .empty)
      try apply(Operation(series: family, action: .declare(target.declaration)))
      return try resolve(target.reference)
    }
  }

  /// Adds observations, unless they were gathered for another layout than the metric has by now.
  private mutating func take(
    _ observations: Observations, of series: PendingSeries, into resolved: ResolvedSeries
  ) throws(MetricError) -> Taken {
    let measure = Measure(kind: resolved.kind, layout: resolved.layout)
    let name = resolved.series.name
    guard observations.measure == nil || observations.measure == measure else {
      let error = MetricError.invalid(.valueOfOtherKind(name, resolved.kind))
      return (
        measure,
        CommitOutcome.Refusal(target: series.target, lines: series.lines, error: error)
      )
    }
    var settled = observations
    let refused = settled.settle(on: measure)
    if let value = settled.value { try apply(.merge(value), to: resolved) }
    let isNew = observations.measure == nil
    guard refused.count > 0 else { return (isNew ? measure : nil, nil) }
    return (
      measure, CommitOutcome.Refusal(target: series.target, name, refused)
    )
  }
}

extension CommitOutcome.Refusal {
  /// Values that a metric has no room for.
  init(target: SeriesTarget, _ name: MetricName, _ refused: Observations.Refused) {
    self.init(
      target: target, lines: refused.count, error: .invalid(.observation(name, refused.value)))
  }
}
