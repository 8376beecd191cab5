internal import MetricModel
internal import MetricOperations
internal import Statistics

/// A backend with a fault, which the suite for backends must find.
struct FaultyStatistics: StatisticsBackend {
  enum Fault: CaseIterable {
    /// Updates beyond the tenth of a commit are lost.
    case forgetsTheEleventh
    /// A failed commit leaves half of itself.
    case ignoresLabels
    /// Gathered updates show at once.
    case doesNotCork
  }

  let memory = MemoryStatistics()
  let metricRegistry: MetricRegistry
  private let fault: Fault

  init(_ fault: Fault) {
    self.fault = fault
    metricRegistry = MetricRegistry()
  }

  func cork() { if fault != .doesNotCork { metricRegistry.cork() } }

  func commit(_ operations: [Operation]) throws(CommitFailure) {
    switch fault {
    case .forgetsTheEleventh: try memory.commit(Array(operations.prefix(10)))
    case .ignoresLabels:
      try memory.commit(
        operations.map { operation in
          var operation = operation
          operation.series.labels = .empty
          return operation
        })
    case .doesNotCork: try memory.commit(operations)
    }
  }
}
