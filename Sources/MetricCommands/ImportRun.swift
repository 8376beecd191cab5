internal import Exposition
internal import MetricModel
internal import MetricStore
internal import SystemCalls

/// One import: the text is read, what is wrong with it is told, and the rest goes to the database.
struct ImportRun {
  /// So many faults are told when everything is refused for them.
  private static let mostFaults = 20

  let text: ImportedText
  let selectors: [Selector]
  let adding: Bool
  /// Whether metrics that cannot be kept are left out, and do not keep the others out.
  let skipsInvalid: Bool
  let settings: Settings

  /// A metric, or a line of none, that cannot be kept.
  private struct Fault {
    /// The metric's name; nil for a line of none.
    var name: MetricName?
    var error: MetricError
  }

  /// Does it all, tells of faults, and returns the exit status.
  func run() throws(MetricError) -> Int32 {
    let progress = Progress(isQuiet: settings.isQuiet)
    var outcome = try text.read(progress, isQuiet: settings.isQuiet)
    progress.clear()
    if let copy = outcome.copy { return try take(copy) }
    do throws(MetricError) {
      guard var reading = try outcome.takeReading() else { return 0 }
      let isFaulty = !reading.faults.isEmpty
      let status = try take(&reading, progress)
      if isFaulty { tellOfFormat(outcome) }
      return status
    } catch .invalid(let violation) {
      let status = Report.failure(.invalid(violation), settings: settings)
      tellOfFormat(outcome)
      return status
    }
  }

  /// Makes the records of what the selectors choose of a copy.
  private func take(_ copy: [ExactFamily]) throws(MetricError) -> Int32 {
    let chosen = copy.compactMap { exact -> ExactFamily? in
      guard var matcher = Selector.matcher(of: selectors, in: exact.family) else { return nil }
      var exact = exact
      exact.series.removeAll { !matcher.matches(canonical: $0.labels.canonical[...]) }
      return exact
    }
    let refused = try Database(at: settings.database, options: settings.options)
      .take(chosen, adding: adding, skipsInvalid: skipsInvalid)
    return tell(of: refused.map { Fault(name: $0.name, error: $0.error) })
  }

  /// Puts what the selectors choose into the database, unless something is wrong with it.
  private func take(
    _ reading: inout ExpositionReading, _ progress: Progress
  ) throws(MetricError) -> Int32 {
    try reading.select(selectors)
    let faults = reading.faults.map { Fault(name: $0.family?.name, error: $0.error) }
    let status = tell(of: faults)
    if refuses(faults) { return status }
    if let line = reading.earlierPointLine, !settings.isQuiet {
      Report.line(
        "\(shown(reading.source)): line \(line): of several points of a series the last is kept")
    }
    // Text that says nothing at all asks for nothing; OpenMetrics says at least that it is whole.
    if reading.metrics.families.isEmpty, reading.dialect == .prometheus || !selectors.isEmpty {
      return status
    }
    return max(status, tell(of: try commit(&reading, progress)))
  }

  private func refuses(_ faults: [Fault]) -> Bool { !skipsInvalid && !faults.isEmpty }

  /// Puts all families into the database, and returns those that it does not take.
  private func commit(
    _ reading: inout ExpositionReading, _ progress: Progress
  ) throws(MetricError) -> [Fault] {
    let names = reading.metrics.families.map(\.family.name)
    let places = Dictionary(uniqueKeysWithValues: zip(names, reading.lines))
    let series = reading.metrics.families.reduce(0) { $0 + $1.series.count }
    var metrics = MetricSnapshot(takenAt: .notGiven, families: [])
    // No copy is kept: each family is let go once it is in the database.
    swap(&metrics, &reading.metrics)
    let refused = try Database(at: settings.database, options: settings.options)
      .take(metrics, adding: adding, skipsInvalid: skipsInvalid) {
        progress.show($0, of: series, "series taken")
      }
    progress.clear()
    let faults = refused.map { fault in
      let line = InputLine(
        file: reading.source, number: places[fault.name] ?? 0, text: "", isOperation: false)
      return Fault(name: fault.name, error: .line(line, fault.error))
    }
    if settings.isVerbose, !settings.isQuiet, !refuses(faults) {
      let count = names.count - faults.count
      Report.line("imported \(count) metric\(count == 1 ? "" : "s"), \(series) series")
    }
    return faults
  }

  /// Tells of each fault, or of the first of many where all is refused; returns the exit status.
  private func tell(of faults: [Fault]) -> Int32 {
    guard let first = faults.first else { return 0 }
    if skipsInvalid {
      for fault in faults {
        let what = fault.name.map { "metric '\($0)'" } ?? "the line"
        Report.line("\(fault.error.description): \(what) is left out")
      }
    } else {
      for fault in faults.prefix(Self.mostFaults) { Report.line(fault.error.description) }
      let more = faults.count - Self.mostFaults
      if more > 0 { Report.line("\(first.error.name): and \(more) more") }
    }
    return first.error.exitStatus
  }

  private func tellOfFormat(_ outcome: ImportedText.Outcome) {
    guard outcome.isPrometheus else { return }
    Report.line(
      "it was read as OpenMetrics since it ends in '# EOF'; as Prometheus text all of it is right "
        + "(--format prometheus)")
  }
}
