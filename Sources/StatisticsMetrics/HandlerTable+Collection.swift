internal import MetricModel
internal import MetricOperations
internal import Statistics

/// A part of a commit that is done or refused by itself: a declaration, or a series' updates.
struct CommitUnit {
  /// What is to be told when it is refused.
  let metric: MetricName
  let label: String
  /// Whose updates they are; nil for a declaration.
  let buffer: (any BufferedSeries)?
  let operations: [Operation]
}

extension HandlerTable {
  /// Takes out what is to be committed: declarations first, then the updates of each series.
  ///
  /// Handlers that were destroyed, and have nothing left, are forgotten.
  mutating func collect() -> [CommitUnit] {
    var units: [CommitUnit] = []
    var updates: [CommitUnit] = []
    for (name, entry) in entries {
      if !entry.isDeclared {
        units.append(
          CommitUnit(
            metric: name, label: entry.label, buffer: nil, operations: [.declare(entry.family)]))
      }
      for (key, slot) in entry.slots {
        var actions: [Operation.Action] = []
        slot.buffer.collect(into: &actions)
        if actions.isEmpty {
          if slot.users <= 0 { entries[name]?.slots[key] = nil }
          continue
        }
        let series = slot.buffer.identity.reference
        updates.append(
          CommitUnit(
            metric: name, label: entry.label, buffer: slot.buffer,
            operations: actions.map { Operation(series: series, action: $0) }))
      }
    }
    return units + updates
  }

  /// Notes that a metric's declaration was carried out.
  mutating func didDeclare(_ name: MetricName) { entries[name]?.isDeclared = true }

  /// Notes that the backend refuses a metric: its updates will be dropped.
  mutating func didRefuse(_ name: MetricName, _ reason: MetricError) {
    entries[name]?.refusal = reason
  }

  /// Why the backend refuses a metric; nil when it does not.
  func refusal(of name: MetricName) -> MetricError? { entries[name]?.refusal }
}
