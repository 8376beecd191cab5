internal import Dispatch
internal import Glibc
internal import Synchronization
internal import TestSupport

/// Streams that are killed together at a random instant, again and again.
///
/// Each sends corks that move a pair of shared counters and make a series of its own; whatever was
/// answered with `ok` must be there, and of every cork all or nothing. In every other round each is killed
/// at an instant after its first answer, so that some are met at work on a busy machine too.
struct StreamKills {
  /// What one stream knows of its corks in one round.
  struct Tally: Sendable {
    var sent = 0
    var answered = 0
  }

  let seed: UInt64
  let findings: Findings
  private let writers: Int
  private let scratch = Scratch(onDisk: true)
  private var dice: SeededGenerator
  private var shared = 0
  private(set) var answered = 0

  /// Makes the database.
  init(writers: Int, seed: UInt64, findings: Findings) {
    (self.writers, self.seed, self.findings) = (writers, seed, findings)
    dice = SeededGenerator(seed: seed, stream: 0)
    let folder = scratch.path
    Metricctl.prepare("declare", "pair", "counter", "", "side=a", "side=b", in: folder)
    Metricctl.prepare("declare", "own", "counter", in: folder)
  }

  /// One round; false when it went wrong.
  mutating func round(_ number: Int) -> Bool {
    let tallies = Mutex([Tally](repeating: Tally(), count: writers))
    let delay = Double.random(in: 0.05...0.3, using: &dice)
    let start = number % 2 == 0 ? now() : nil
    let folder = scratch.path
    DispatchQueue.concurrentPerform(iterations: writers) { writer in
      let tally = Self.stream(
        writer, round: number, relaxed: writer % 2 == 1, in: folder, for: delay, from: start)
      tallies.withLock { $0[writer] = tally }
    }
    return look(tallies.withLock { $0 }, round: number)
  }

  /// Sends corks to one stream, each after the answer to the one before, until it is killed: some time
  /// after an instant, or after its first answer.
  private static func stream(
    _ writer: Int, round: Int, relaxed: Bool, in folder: String, for delay: Double,
    from start: Double?
  ) -> Tally {
    var ends: [Int32] = [0, 0]
    let made =
      socketpair(
        AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0
    precondition(made, "no more sockets")
    let words = ["batch", "--stream", "--durability", relaxed ? "relaxed" : "full"]
    let child = Metricctl.start(words, in: folder, input: ends[0])
    close(ends[0])
    let pid = child.pid
    let killing = DispatchWorkItem { Glibc.kill(pid, SIGKILL) }
    func kill(at end: Double) {
      DispatchQueue.global().asyncAfter(deadline: .now() + max(0, end - now()), execute: killing)
    }
    if let start { kill(at: start + delay) }
    var tally = Tally()
    while true {
      tally.sent += 1
      let lines = """
        cork
        incr pair side=a
        incr own r=\(round),w=\(writer),n=\(tally.sent)
        incr pair side=b
        uncork
        flush

        """
      let bytes = Array(lines.utf8)
      guard send(ends[1], bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count,
        child.readLine() == "ok"
      else { break }
      tally.answered += 1
      if start == nil, tally.answered == 1 { kill(at: now() + delay) }
    }
    if start == nil, tally.answered == 0 { kill(at: now()) }
    close(ends[1])
    // Before the child is waited for, whose number may be another's afterwards.
    killing.wait()
    _ = child.wait(deadline: 120)
    return tally
  }

  private mutating func look(_ tallies: [Tally], round: Int) -> Bool {
    let context = "round \(round), METRICCTL_TEST_SEED=\(seed), \(tallies)"
    let before = findings.count
    guard case .holding(let text) = DatabaseState(folder: scratch.path) else {
      findings.add("\(context): no database")
      return false
    }
    let lines = Set(text.split(separator: "\n").map(String.init))
    var made = 0
    for (writer, tally) in tallies.enumerated() {
      let found = (1...tally.sent).filter {
        lines.contains("own{n=\"\($0)\",r=\"\(round)\",w=\"\(writer)\"} 1")
      }.count
      findings.expect(
        found >= tally.answered, "\(context): writer \(writer) has \(found) of its series")
      made += found
    }
    shared += made
    answered += tallies.reduce(0) { $0 + $1.answered }
    for side in ["a", "b"] {
      findings.expect(
        lines.contains("pair{side=\"\(side)\"} \(shared)"),
        "\(context): side \(side) is not \(shared)")
    }
    if let complaint = DatabaseState.complaint(folder: scratch.path) {
      findings.add("\(context): \(complaint)")
    }
    Metricctl.prepare("delete", "own", "--all", in: scratch.path)
    Metricctl.prepare("declare", "own", "counter", in: scratch.path)
    return findings.count == before
  }
}
