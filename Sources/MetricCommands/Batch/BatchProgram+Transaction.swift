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
    for entry in entries { entry.series = nil }
    var printed: [AppliedSeries] = []
    for (number, step) in steps.enumerated() {
      if number & 4095 == 4095 { progress.show(number, of: steps.count, "lines carried out") }
      do throws(MetricError) {
        let left =
          faults == nil
          ? try carryOut(step, in: &transaction)
          : try transaction.attempt { (transaction) throws(MetricError) in
            try carryOut(step, in: &transaction)
          }
        if let left { printed.append(left) }
      } catch {
        let named = self.error(error.ofOperation(entry(step).operation), at: step)
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
    _ step: Step, in transaction: inout Transaction
  ) throws(MetricError) -> AppliedSeries? {
    let entry = entry(step)
    var known = entry.series
    if known == nil { known = try resolve(entry, in: &transaction) }
    guard let series = known else {
      try transaction.apply(entry.operation)
      return nil
    }
    try transaction.apply(entry.action(step), to: series)
    return entry.prints ? try transaction.read(series) : nil
  }

  /// Looks up the series of an entry; nil for one that is about a whole family.
  private func resolve(
    _ entry: Entry, in transaction: inout Transaction
  ) throws(MetricError) -> ResolvedSeries? {
    switch entry.operation.action {
    case .declare, .resetAll, .deleteAll: return nil
    default: break
    }
    let operation = entry.operation
    let series = try transaction.resolve(operation.series, declaring: operation.declaring)
    entry.series = series
    return series
  }
}

extension MetricError {
  /// Whether the words of a line are to blame, and not the database or the system.
  var isOfLine: Bool {
    switch self {
    case .invalid, .notFound, .line: true
    case .failure, .refused, .served, .database: false
    }
  }
}
