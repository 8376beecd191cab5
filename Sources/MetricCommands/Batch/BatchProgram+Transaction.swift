internal import MetricModel
internal import MetricOperations
internal import MetricStore

/// A line that is wrong, and its number.
struct BatchFault {
  let line: Int
  let error: MetricError
}

/// Carrying out a program in one transaction.
extension BatchProgram {
  /// Carries out all steps in order, and returns what is to be printed of the series.
  ///
  /// Throws the first error: under its line where the line is to blame, as it is where the database
  /// is. With a list of faults wrong lines are added to it instead, and what follows one is judged
  /// as if it were not there.
  func run(
    in transaction: inout Transaction, faults: inout [BatchFault]?, progress: Progress
  ) throws(MetricError) -> [AppliedSeries] {
    var known = [ResolvedSeries?](repeating: nil, count: entries.count)
    var printed: [AppliedSeries] = []
    for (number, step) in steps.enumerated() {
      if number & 4095 == 4095 { progress.show(number, of: steps.count, "lines carried out") }
      do throws(MetricError) {
        let left =
          faults == nil
          ? try carryOut(step, in: &transaction, &known)
          : try transaction.attempt { (transaction) throws(MetricError) in
            try carryOut(step, in: &transaction, &known)
          }
        if let left { printed.append(left) }
      } catch {
        let named = self.error(error, at: step)
        guard error.isOfLine, faults != nil else { throw error.isOfLine ? named : error }
        faults?.append(BatchFault(line: step.line, error: named))
      }
    }
    return printed
  }

  /// Carries out one step; the series that it left, if that is to be printed.
  ///
  /// A series is looked up for the first of its steps.
  private func carryOut(
    _ step: Step, in transaction: inout Transaction, _ known: inout [ResolvedSeries?]
  ) throws(MetricError) -> AppliedSeries? {
    let entry = entries[step.entry]
    switch entry.operation.action {
    case .declare, .resetAll, .deleteAll:
      try transaction.apply(entry.operation)
      return nil
    default: break
    }
    let series: ResolvedSeries
    if let resolved = known[step.entry] {
      series = resolved
    } else {
      let operation = entry.operation
      series = try transaction.resolve(operation.series, declaring: operation.declaring)
      known[step.entry] = series
    }
    try transaction.apply(action(step), to: series)
    return entry.prints ? try transaction.read(series) : nil
  }

  /// What every line is when there is no database: about a metric that is not declared.
  var faultsWithoutDatabase: [BatchFault] {
    steps.map { step in
      let name = entries[step.entry].operation.series.name
      return BatchFault(line: step.line, error: error(.notFound(.metric(name)), at: step))
    }
  }
}

extension MetricError {
  /// Whether the words of a line are to blame, and not the database or the system.
  var isOfLine: Bool {
    switch self {
    case .invalid, .notFound, .line: true
    case .failure, .refused, .database: false
    }
  }
}
