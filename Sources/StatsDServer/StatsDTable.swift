internal import MetricModel
internal import SystemCalls

/// What the threads of a receiver share: the series with what they gathered, the counts, and the
/// messages to be logged.
struct StatsDTable {
  /// A message that waits until the lock of the table is given back.
  struct Message: Sendable {
    let level: StatsDLogLevel
    let text: String
  }

  private(set) var counts = StatsDCounts()
  private var series: SeriesSlots
  private var numbers: [StatsDNumber] = []
  private var messages: [Message] = []
  private var dropped: [StatsDFault.Outcome: LogLimiter] = [
    .event: LogLimiter(secondsEach: 3_600), .serviceCheck: LogLimiter(secondsEach: 3_600),
  ]
  private var conflicts = LogLimiter()
  private var failures = LogLimiter()
  private var displacements = LogLimiter(secondsEach: 60)

  init(_ options: StatsDOptions) { series = SeriesSlots(options) }

  /// Takes the lines of one datagram.
  mutating func take(_ datagram: UnsafeRawBufferPointer, isCut: Bool) {
    counts.datagrams += 1
    take(lines: datagram, isCut: isCut)
  }

  /// Takes lines, of which the last may have no newline at its end, or be cut off.
  mutating func take(lines: UnsafeRawBufferPointer, isCut: Bool) {
    var start = 0
    while start < lines.count {
      var end = start
      while end < lines.count, lines[end] != UInt8(ascii: "\n") { end += 1 }
      var last = end
      if last > start, lines[last - 1] == UInt8(ascii: "\r") { last -= 1 }
      if last > start {
        let line = UnsafeRawBufferPointer(rebasing: lines[start..<last])
        take(line: line, isCut: isCut && end == lines.count)
      }
      start = end + 1
    }
  }

  private mutating func take(line: UnsafeRawBufferPointer, isCut: Bool) {
    counts.lines += 1
    do throws(StatsDFault) {
      guard !isCut else { throw .cut }
      guard line.count <= series.options.maxLineBytes else {
        throw .tooLong(limit: series.options.maxLineBytes)
      }
      if let fault = StatsDLine.foreign(line) { throw fault }
    } catch { return refuse(line, error) }
    do throws(StatsDFault) { try take(try StatsDLine(line)) } catch { takeApart(line, error) }
  }

  private mutating func take(_ parts: StatsDLine) throws(StatsDFault) {
    if parts.type == .set { return try series.count(distinct: parts) }
    try parts.readNumbers(into: &numbers)
    try series.add(parts, numbers)
    counts.lines += numbers.count - 1
  }

  /// Takes what is good of a line that cannot be taken as it stands.
  private mutating func takeApart(_ line: UnsafeRawBufferPointer, _ fault: StatsDFault) {
    guard let packed = PackedLine(line) else { return refuse(line, fault) }
    counts.lines += packed.pieces.count - 1
    for piece in packed.pieces {
      do throws(StatsDFault) { try take(try piece.get()) } catch {
        refuse(line, error, isPart: packed.pieces.count > 1)
      }
    }
  }

  private mutating func refuse(
    _ line: UnsafeRawBufferPointer, _ fault: StatsDFault, isPart: Bool = false
  ) {
    switch fault.outcome {
    case .bad: counts.badLines += 1
    case .overLimit: counts.overLimit += 1
    case .event: counts.events += 1
    case .serviceCheck: counts.serviceChecks += 1
    }
    guard let remark = dropped[fault.outcome, default: LogLimiter()].remarkIfAdmitted() else {
      return
    }
    let text = shown(String(decoding: line.prefix(400), as: UTF8.self), atMost: 100)
    let extent = isPart ? " in part" : ""
    messages.append(
      Message(
        level: .warning, text: "StatsD line '\(text)' is dropped\(extent): \(fault)\(remark)"))
  }

  /// Notes that a client connected.
  mutating func didConnect() { counts.connections += 1 }

  /// Notes that a connection was given up for a newer one.
  mutating func didDisplaceConnection() {
    counts.droppedConnections += 1
    guard let remark = displacements.remarkIfAdmitted() else { return }
    let limit = series.options.maxConnections
    messages.append(
      Message(
        level: .warning,
        text: "StatsD: the connection that was silent for longest is dropped for a newer one: "
          + "\(limit) are kept\(remark)"))
  }

  /// Notes that the system refused to hand over datagrams.
  mutating func didFailToReceive(_ error: MetricError) {
    guard failures.admits() else { return }
    messages.append(Message(level: .error, text: "StatsD: \(error)\(failures.remark())"))
  }

  /// Takes the messages out.
  mutating func takeMessages() -> [Message] {
    for refusal in series.takeLateRefusals() { note(refusal) }
    guard !messages.isEmpty else { return [] }
    defer { messages = [] }
    return messages
  }
}

extension StatsDTable {
  /// What is known of how many series there are and what became of lines.
  var snapshot: StatsDCounts {
    var counts = counts
    counts.series = series.count
    counts.badLines += series.lateBadLines
    return counts
  }

  /// Takes everything out that is to be committed.
  mutating func takeDue(at nanoseconds: Int64) -> [PendingSeries] {
    series.takeDue(at: nanoseconds)
  }

  /// Notes that a commit went through.
  mutating func didCommit(_ pending: [PendingSeries], _ outcome: CommitOutcome) {
    counts.commits += 1
    for series in pending { counts.taken += series.lines }
    for refusal in outcome.refusals {
      counts.taken -= refusal.lines
      counts.conflicts += refusal.lines
      note(refusal)
    }
    counts.conflicts += series.learn(outcome.measures)
    series.release(outcome.useless)
  }

  /// Keeps what could not be committed for the next time.
  mutating func didFail(_ pending: [PendingSeries]) {
    counts.failedCommits += 1
    series.putBack(pending)
  }

  private mutating func note(_ refusal: CommitOutcome.Refusal) {
    guard conflicts.admits() else { return }
    let name = shown(refusal.target.reference.description, atMost: 100)
    let lines = refusal.lines == 1 ? "1 line" : "\(refusal.lines) lines"
    messages.append(
      Message(
        level: .warning,
        text: "StatsD: \(lines) for '\(name)' dropped: \(refusal.error)\(conflicts.remark())"))
  }
}
