internal import TestSupport
internal import Dispatch
internal import Glibc
internal import Synchronization

/// Rounds of several writers that are killed together; after each the database must hold all that
/// was acknowledged, nothing twice and nothing half.
struct KillRounds {
  let seed: UInt64
  let findings: Findings
  /// On a disk, whose syncs make updates long enough to be hit.
  private let scratch = Scratch(onDisk: true)
  private var writers: [KillWriter]
  private var dice: SeededGenerator
  /// What the shared counters were at the end of the last round.
  private var shared: [String: Int] = [:]
  /// In how many rounds the kill left an update half done.
  private(set) var interrupted = 0

  /// Makes the database and its writers.
  init(writers count: Int, seed: UInt64, findings: Findings) {
    (self.seed, self.findings, dice) = (seed, findings, SeededGenerator(seed: seed, stream: 0))
    let folder = scratch.path
    writers = (0..<count).map {
      KillWriter(number: $0, folder: folder, seed: seed, findings: findings)
    }
    Metricctl.prepare("declare", "shared", "counter", "Shared by all", in: folder)
    Metricctl.prepare("declare", "own", "counter", "Of one writer each", in: folder)
  }

  var runs: Int { writers.map(\.runs).reduce(0, +) }
  var kills: Int { writers.map(\.kills).reduce(0, +) }

  /// One round; false when it went wrong, and there is no point in another.
  mutating func round(_ number: Int) -> Bool {
    let end = now() + Double.random(in: 0.15...0.45, using: &dice)
    let working = Mutex(writers)
    let before = writers
    DispatchQueue.concurrentPerform(iterations: before.count) { index in
      var writer = before[index]
      writer.work(until: end)
      working.withLock { $0[index] = writer }
    }
    writers = working.withLock { $0 }
    let context = "round \(number), METRICCTL_TEST_SEED=\(seed)"
    if names(in: scratch.path).contains("m.db-journal") { interrupted += 1 }
    return look(context)
  }

  private mutating func look(_ context: String) -> Bool {
    let state = DatabaseState(folder: scratch.path)
    guard case .holding(let text) = state else {
      findings.add("\(context): \(state)")
      return false
    }
    let wrong = compare(Self.series(text))
    for sentence in wrong { findings.add("\(context): \(sentence)") }
    if let complaint = DatabaseState.complaint(folder: scratch.path) {
      findings.add("\(context): \(complaint)")
      return false
    }
    let left = names(in: scratch.path).filter { $0 != "m.db" }
    findings.expect(left.isEmpty, "\(context): left behind: \(left)")
    return wrong.isEmpty
  }

  /// What a dump shows that no order of the updates can have made; then it becomes the new start.
  private mutating func compare(_ dump: [String: Int]) -> [String] {
    var wrong: [String] = []
    var known: Set<String> = []
    for writer in writers {
      for (series, possible) in writer.ledger.own {
        known.insert(series)
        if possible.contains(dump[series]) { continue }
        let values = possible.map { $0.map(String.init) ?? "none" }.sorted()
        wrong.append("\(series) is \(dump[series].map(String.init) ?? "none"), not of \(values)")
      }
    }
    for number in 0..<4 {
      let series = "shared{n=\"\(number)\"}"
      known.insert(series)
      let least = writers.reduce(shared[series] ?? 0) { $0 + ($1.ledger.certain[series] ?? 0) }
      let most = writers.reduce(least) { $0 + ($1.ledger.perhaps[series] ?? 0) }
      let found = dump[series] ?? 0
      if !(least...most).contains(found) {
        wrong.append("\(series) is \(found), not from \(least) to \(most)")
      }
      shared[series] = found
    }
    for series in dump.keys where !known.contains(series) { wrong.append("\(series) is not known") }
    for index in writers.indices { writers[index].settle(on: dump) }
    return wrong
  }

  /// The series in a state's text with their values, which are all whole here.
  private static func series(_ dump: String) -> [String: Int] {
    var result: [String: Int] = [:]
    for line in dump.split(separator: "\n") where !line.hasPrefix("#") {
      let words = line.split(separator: " ")
      if words.count == 2 { result[String(words[0])] = Double(words[1]).map { Int($0) } }
    }
    return result
  }
}
