internal import TestSupport
internal import Glibc

/// One of several writers: runs metricctl in a loop, and kills it at random instants.
struct KillWriter: Sendable {
  let number: Int
  let folder: String
  let findings: Findings
  var dice: SeededGenerator
  private(set) var ledger = Ledger()
  /// How many commands were run, and how many of them were killed.
  private(set) var runs = 0
  private(set) var kills = 0
  private var made = 0
  /// How long a command takes, for kills that hit its work and not its start.
  private var usualSeconds = 0.01

  /// A writer with series of its own.
  init(number: Int, folder: String, seed: UInt64, findings: Findings) {
    (self.number, self.folder, self.findings) = (number, folder, findings)
    dice = SeededGenerator(seed: seed, stream: number + 1)
  }

  /// Updates until the instant at which everything is killed.
  mutating func work(until end: Double) {
    while now() < end {
      var killAt: Double?
      if now() + 1.5 * usualSeconds > end {
        killAt = end
      } else if Double.random(in: 0..<1, using: &dice) < 0.2 {
        killAt = now() + usualSeconds * Double.random(in: 0.4...1.2, using: &dice)
      }
      update(killAt: killAt)
    }
  }

  /// Takes what a dump showed as the truth.
  mutating func settle(on dump: [String: Int]) { ledger.settle(on: dump) }

  private mutating func update(killAt: Double?) {
    let chance = Double.random(in: 0..<1, using: &dice)
    let present = ledger.present
    if chance < 0.5 {
      let label = "n=\(Int.random(in: 0..<4, using: &dice))"
      if let acknowledged = run(["incr", "shared", label], killAt) {
        ledger.count(shared: Self.shown("shared", label), acknowledged: acknowledged)
      }
    } else if chance < 0.65, let series = present.randomElement(using: &dice) {
      update(.increment, series, killAt)
    } else if chance < 0.8, let series = present.randomElement(using: &dice) {
      update(.delete, series, killAt)
    } else {
      made += 1
      update(.increment, Self.shown("own", "s=\(made),w=\(number)"), killAt)
    }
  }

  private mutating func update(_ update: Ledger.Update, _ series: String, _ killAt: Double?) {
    let verb = update == .delete ? "delete" : "incr"
    if let acknowledged = run([verb, series], killAt) {
      ledger.note(update, own: series, acknowledged: acknowledged)
    }
  }

  /// Whether the command said that it was done; nil when it neither did nor was killed.
  private mutating func run(_ words: [String], _ killAt: Double?) -> Bool? {
    let child = Metricctl.start(words, in: folder)
    runs += 1
    if let killAt {
      usleep(UInt32(max(0, killAt - now()) * 1e6))
      child.kill()
    }
    let done = child.wait(deadline: 120)
    if done.ending == .killed(signal: SIGKILL) {
      kills += 1
      return false
    }
    if killAt == nil { usualSeconds += (done.seconds - usualSeconds) / 10 }
    if done.ending == .exited(0) && done.error.isEmpty { return true }
    findings.add("writer \(number): metricctl \(words): \(done.ending): \(done.error)")
    return nil
  }

  /// A series as a state's text shows it, and as metricctl takes it.
  private static func shown(_ family: String, _ labels: String) -> String {
    let quoted = labels.split(separator: ",").map { $0.replacing("=", with: "=\"") + "\"" }
    return "\(family){\(quoted.joined(separator: ","))}"
  }
}
