internal import MetricModel
internal import MetricOperations
internal import Statistics
internal import Synchronization

/// Carrying out what was collected.
///
/// All goes together, in one commit. When that is refused, because some part of it breaks a rule,
/// the halves are tried by themselves, and so on down to the part, which is told of and dropped.
struct MetricsCommit {
  let backend: any StatisticsBackend
  let table: HandlerTableBox
  let reporter: MetricsReporter

  /// Commits units in their order.
  ///
  /// Throws when the backend cannot be reached; what was not committed is in its buffers again.
  func run(_ units: ArraySlice<CommitUnit>) throws(MetricError) {
    let units = withoutRefused(units)
    guard !units.isEmpty else { return }
    do throws(CommitFailure) {
      try backend.commit(units.flatMap(\.operations))
      didCommit(units)
    } catch {
      let (rest, done) = split(units, after: error.committed)
      didCommit(done)
      guard error.isRefusal else {
        putBack(rest)
        throw error.reason
      }
      try separate(rest, reason: error.reason)
    }
  }

  /// Finds the unit that was refused, and commits the others.
  private func separate(
    _ units: ArraySlice<CommitUnit>, reason: MetricError
  ) throws(MetricError) {
    guard units.count > 1 else {
      for unit in units { refuse(unit, reason) }
      return
    }
    let middle = units.startIndex + units.count / 2
    do throws(MetricError) {
      try run(units[..<middle])
    } catch {
      putBack(units[middle...])
      throw error
    }
    try run(units[middle...])
  }

  private func refuse(_ unit: CommitUnit, _ reason: MetricError) {
    if let buffer = unit.buffer {
      buffer.identity.refuse(reason)
    } else {
      backend.metricRegistry.release(unit.metric)
      table.withLock {
        $0.didDeclare(unit.metric)
        $0.didRefuse(unit.metric, reason)
      }
      reporter.refuse(label: unit.label, subject: unit.metric.text, reason)
    }
  }

  /// Leaves out the updates of metrics that the backend refuses.
  private func withoutRefused(_ units: ArraySlice<CommitUnit>) -> ArraySlice<CommitUnit> {
    table.withLock { table in
      let isRefused = units.map { $0.buffer != nil && table.refusal(of: $0.metric) != nil }
      guard isRefused.contains(true) else { return units }
      return zip(units, isRefused).filter { !$0.1 }.map(\.0)[...]
    }
  }

  /// The units from the first on of which not all operations were carried out, and those before.
  private func split(
    _ units: ArraySlice<CommitUnit>, after committed: Int
  ) -> (rest: ArraySlice<CommitUnit>, done: ArraySlice<CommitUnit>) {
    var left = committed
    var rest = units
    while let unit = rest.first, unit.operations.count <= left {
      left -= unit.operations.count
      rest.removeFirst()
    }
    guard left > 0, let cut = rest.first else { return (rest, units[..<rest.startIndex]) }
    let remaining = CommitUnit(
      metric: cut.metric, label: cut.label, buffer: cut.buffer,
      operations: Array(cut.operations.dropFirst(left)))
    return (([remaining] + rest.dropFirst())[...], units[..<rest.startIndex])
  }

  private func didCommit(_ units: ArraySlice<CommitUnit>) {
    let declared = units.filter { $0.buffer == nil }
    guard !declared.isEmpty else { return }
    table.withLock { table in for unit in declared { table.didDeclare(unit.metric) } }
  }

  private func putBack(_ units: ArraySlice<CommitUnit>) {
    for unit in units { unit.buffer?.putBack(unit.operations.map(\.action)[...]) }
  }
}
