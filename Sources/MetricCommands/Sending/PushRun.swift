internal import MetricModel
internal import MetricStore
internal import Push
internal import SystemCalls

/// What `push` does: once, again and again, or only to show.
struct PushRun {
  let push: Push
  let target: PushTarget
  let selection: Selection
  let settings: Settings

  /// Takes a snapshot and sends it.
  func once() throws(MetricError) {
    guard target.sendsDifferences else { return try push.send(try snapshot(), nil) }
    // Between sending and remembering what was sent nothing may end the process.
    let signals = try StopSignals()
    defer { withExtendedLifetime(signals) {} }
    try sendDifferences()
  }

  private func sendDifferences() throws(MetricError) {
    if FileStatus(ofPath: settings.database) == nil { _ = try snapshot() }
    // Locked before the database is read: of two pushes the later one has the newer numbers.
    let memory = try PushMemory.open(for: push.memoryName, beside: settings.database)
    let snapshot = try snapshot()
    var failure: MetricError?
    do throws(MetricError) { try push.send(snapshot, memory) } catch { failure = error }
    // What is not selected was not looked for.
    try memory.save(forgetting: failure == nil && selection.words.isEmpty)
    if let failure { throw failure }
  }

  /// Prints what would be sent.
  func show() throws(MetricError) {
    let memory =
      target.sendsDifferences
      ? try PushMemory.look(for: push.memoryName, beside: settings.database) : nil
    try push.show(try snapshot(), memory) { bytes throws(MetricError) in try Self.print(bytes) }
  }

  /// Takes away a push gateway's group, or only shows the request that would.
  func delete(onlyShowing: Bool) throws(MetricError) {
    guard onlyShowing else { return try push.deleteGroup() }
    try push.showDeletion { bytes throws(MetricError) in try Self.print(bytes) }
  }

  private static func print(_ bytes: [UInt8]) throws(MetricError) {
    try bytes.withUnsafeBufferPointer { buffer throws(MetricError) in
      try StandardStream.output.write(UnsafeRawBufferPointer(buffer))
    }
  }

  /// What is to be sent: at least one series, for a push gateway that is sent none empties its group.
  private func snapshot() throws(MetricError) -> MetricSnapshot {
    let snapshot = try selection.snapshot(settings)
    guard snapshot.families.contains(where: { $0.series.count > 0 }) else {
      throw .notFound(.seriesToPush(selectors: selection.words, database: settings.database))
    }
    return snapshot
  }

  /// Pushes until SIGINT or SIGTERM comes, which ends it once what runs is finished.
  ///
  /// What fails is tried again sooner, and then later and later; when there is nothing to send, at
  /// the next interval. It is reported when it begins to fail, when it fails for another reason, and
  /// when it works again.
  func repeatedly(every interval: Double) throws(MetricError) {
    let signals = try StopSignals()
    var reported: MetricError?
    var backoff = Backoff()
    while true {
      let next = Deadline(secondsFromNow: interval)
      let wait: Double
      do throws(MetricError) {
        try once()
        if reported != nil { report("pushing to '\(shown(target.name))' works again") }
        reported = nil
        backoff = Backoff()
        wait = next.secondsLeft
      } catch {
        if error != reported { _ = Report.failure(error) }
        reported = error
        wait = if case .notFound = error { next.secondsLeft } else { backoff.next() }
      }
      if signals.came(within: wait) { return }
    }
  }

  private func report(_ text: String) { if !settings.isQuiet { Report.line(text) } }
}
