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
  private var badLines = LogLimiter()
  private var conflicts = LogLimiter()
  private var limits = LogLimiter()
  private var failures = LogLimiter()

  init(_ options: StatsDOptions) { series = SeriesSlots(options) }

  /// Takes the lines of one datagram.
  mutating func take(_ datagram: UnsafeRawBufferPointer, isCut: Bool) {
    counts.datagrams += 1
    var start = 0
    while start < datagram.count {
      var end = start
      while end < datagram.count, datagram[end] != UInt8(ascii: "\n") { end += 1 }
      var last = end
      if last > start, datagram[last - 1] == UInt8(ascii: "\r") { last -= 1 }
      if last > start {
        let line = UnsafeRawBufferPointer(rebasing: datagram[start..<last])
        take(line: line, isCut: isCut && end == datagram.count)
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
      if StatsDLine.isIgnored(line) {
        counts.ignored += 1
        return
      }
      let parts = try StatsDLine(line)
      if parts.type == .set { return try series.count(distinct: parts) }
      try parts.readNumbers(into: &numbers)
      try series.add(parts, numbers)
    } catch { refuse(line, error) }
  }

  private mutating func refuse(_ line: UnsafeRawBufferPointer, _ fault: StatsDFault) {
    if fault.isLimit {
      counts.overLimit += 1
      guard limits.admits() else { return }
    } else {
      counts.badLines += 1
      guard badLines.admits() else { return }
    }
    let remark = fault.isLimit ? limits.remark() : badLines.remark()
    let text = shown(String(decoding: line.prefix(400), as: UTF8.self), atMost: 100)
    messages.append(
      Message(level: .warning, text: "StatsD line '\(text)' is dropped: \(fault)\(remark)"))
  }

  /// Notes that the system refused to hand over datagrams.
  mutating func didFailToReceive(_ error: MetricError) {
    guard failures.admits() else { return }
    messages.append(Message(level: .error, text: "StatsD: \(error)\(failures.remark())"))
  }

  /// Takes the messages out.
  mutating func takeMessages() -> [Message] {
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
  mutating func takeDue() -> [PendingSeries] { series.takeDue() }

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
