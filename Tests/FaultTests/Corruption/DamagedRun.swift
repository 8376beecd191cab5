internal import TestSupport

/// Commands run on one damaged copy of a database, which must harm nothing that is still readable.
struct DamagedRun {
  let victim: Victim
  let context: String
  let findings: Findings
  let tally: Tally
  var dice: SeededGenerator
  private let scratch = Scratch()

  /// A command, and the key whose record it may change; nil for one that only reads.
  private typealias Command = (words: [String], key: String?)

  init(
    victim: Victim, context: String, findings: Findings, tally: Tally, dice: SeededGenerator
  ) {
    (self.victim, self.context, self.dice) = (victim, context, dice)
    (self.findings, self.tally) = (findings, tally)
  }

  /// Damages a copy and runs a reading and two updates on it.
  mutating func run() {
    var bytes = victim.bytes
    var damage: [String] = []
    for _ in 0..<Int.random(in: 1...2, using: &dice) {
      if bytes.count > 8192 {
        damage.append(dice.pick(Corruption.allCases).apply(to: &bytes, dice: &dice))
      }
    }
    write(bytes, to: scratch.file("m.db"))
    let readings: [Command] = [(["dump"], nil), (["check"], nil), (["list"], nil)]
    var updates: [Command] = [
      (["incr", "requests", "code=200"], "requests{code=\"200\"}"),
      (["incr", "many", "n=new"], "many{n=\"new\"}"),
      (["delete", "requests", "code=404"], "requests{code=\"404\"}"),
      (["declare", "jobs", "gauge", "Jobs"], "jobs"),
      (["set", "load", "7"], "load{}"),
      (["incr", "many", "n=20"], "many{n=\"20\"}"),
    ]
    updates.shuffle(using: &dice)
    for command in [dice.pick(readings)] + updates.prefix(2) {
      bytes = run(command, on: bytes, damage: damage)
    }
  }

  /// Runs one command and compares the file before and after it; returns the latter.
  private func run(_ command: Command, on before: [UInt8], damage: [String]) -> [UInt8] {
    let done = Metricctl.run(command.words, in: scratch.path)
    let after = contents(scratch.file("m.db")) ?? []
    let what = "\(context): \(damage): metricctl \(command.words.joined(separator: " "))"
    let lines = command.words == ["check"] ? Int.max : 1
    if let wrong = done.misbehaviour(allowing: [0, 1, 3, 4], lines: lines) {
      findings.add("\(what): \(wrong)")
    }
    findings.expect(
      after.count <= 2 * before.count + 65536,
      "\(what): the file grew from \(before.count) to \(after.count) bytes")
    let left = names(in: scratch.path).filter { $0 != "m.db" }
    findings.expect(left.isEmpty, "\(what): left behind: \(left)")
    tally.count("\(command.key == nil ? "reading" : "update") \(done.ending)")
    guard after != before else { return after }
    findings.expect(command.key != nil, "\(what): a reader changed the file")
    findings.expect(
      done.ending == .exited(0), "\(what): \(done.ending), and yet the file is another one")
    let lost = lost(from: GDBMImage(before), to: GDBMImage(after), but: command.key ?? "")
    findings.expect(lost.isEmpty, "\(what): lost or changed: \(lost.prefix(5))")
    return after
  }

  /// The keys whose records were whole before and are not the same after.
  private func lost(from before: GDBMImage, to after: GDBMImage, but changed: String) -> [String] {
    victim.records.compactMap { record in
      guard record.name != changed, let value = before.value(of: record.key, hash: record.hash),
        value.count == record.value.count
      else { return nil }
      return after.value(of: record.key, hash: record.hash) == value ? nil : record.name
    }
  }
}
