internal import Glibc
internal import TestSupport

/// Every call of one update, each made to fail, to be the last, or to be done by half; after each
/// the database must be what it was or what it was to become.
struct CallWalk: Sendable {
  let update: UpdateCase
  let durability: String
  let findings: Findings
  /// Of so many steps one is taken; 1 takes all.
  var stride = 1
  /// The name of the calls that are made to fail; nil for all.
  var only: String?

  /// What the walks of long updates take: METRICCTL_FAULT_STRIDE=1 for every step.
  ///
  /// Which ones is random, so that in some runs all are taken.
  static let longStride = max(1, Setting.count("METRICCTL_FAULT_STRIDE", default: 4, long: 1))

  /// One run to be made: a fault, and what the call does when it is well.
  struct Step: Sendable {
    let fault: Seam.Fault
    let call: String
  }

  /// Walks all steps, on all cores.
  func run() async {
    var random = SeededGenerator(for: "faults of \(update)")
    let offset = Int.random(in: 0..<stride, using: &random)
    let steps = self.steps().enumerated().filter { $0.offset % stride == offset }.map(\.element)
    print("\(update), \(durability): \(steps.count) faults")
    await onAllCores(steps) { _, step in take(step) }
  }

  /// Runs the update once unharmed to learn its calls, and makes the steps from them.
  func steps() -> [Step] {
    let (scratch, logs) = (Scratch(), Scratch())
    update.before.restore(to: scratch.path)
    let log = logs.file("log")
    let done = attempt(in: scratch.path, fault: nil, log: log)
    findings.expect(
      done.ending == .exited(0), "\(update) with the seam: \(done.ending) \(done.error)")
    let calls = CallTrace(log: log).calls
    findings.expect(calls.count > 3, "\(update): the seam saw only \(calls.count) calls")
    var guarded = update.before.files.keys.contains("m.db-journal")
    if let only {
      findings.expect(
        calls.contains { $0.name == only }, "\(update): the seam saw no call of \(only)")
    }
    return calls.flatMap { call -> [Step] in
      if call.path == "m.db-journal" && call.name == "create" { guarded = true }
      if call.path == "m.db-journal" && call.name == "unlink" { guarded = false }
      guard only == nil || call.name == only else { return [] }
      return faults(for: call, guarded: guarded).map { Step(fault: $0, call: call.summary) }
    }
  }

  /// The faults that a call can meet.
  ///
  /// The kernel never stops in the middle of a write to one page
  /// of a file, on which updates in place rely; while a journal guards the file, even that is tried.
  private func faults(for call: LoggedCall, guarded: Bool) -> [Seam.Fault] {
    let n = call.number
    let code: Int32 =
      switch call.name {
      case "write", "truncate", "create", "rename": n % 2 == 0 ? EIO : ENOSPC
      case "mkdir", "link": ENOSPC
      case "flock", "lock": ENOLCK
      case "open": n % 2 == 0 ? EMFILE : EIO
      default: EIO
      }
    // Giving a lock back cannot fail.
    var result: [Seam.Fault] = call.name == "unlock" ? [] : [.fail(n, errno: code)]
    result.append(.kill(n))
    let mayTear = guarded || call.path != "m.db" || call.spansPages
    if call.isWrite && call.size > 1 && mayTear { result += [.tear(n), .shorten(n)] }
    if call.changes { result.append(.failOn(n, errno: code)) }
    return result
  }

  private func attempt(in folder: String, fault: Seam.Fault?, log: String? = nil) -> ChildResult {
    var environment = Seam.environment(folder: folder, fault: fault, log: log)
    environment["METRICCTL_DURABILITY"] = durability
    return Metricctl.run(update.command, in: folder, environment: environment)
  }

  /// Makes one run and looks at what it left.
  private func take(_ step: Step) {
    let scratch = Scratch()
    update.before.restore(to: scratch.path)
    let done = attempt(in: scratch.path, fault: step.fault)
    let context =
      "\(update) (\(durability)), \(step.fault), call: \(step.call), "
      + "metricctl \(update.command.joined(separator: " ").prefix(120)): \(done.ending)"
    if step.fault.kills && done.ending == .killed(signal: SIGKILL) {
      // As intended.
    } else if let wrong = done.misbehaviour(
      allowing: [0, 1, 3], lines: update.linesOfAFault)
    {
      findings.add("\(context): \(wrong)")
    }
    let state = DatabaseState(folder: scratch.path)
    if done.ending == .exited(0) {
      findings.expect(state == update.new, "\(context): but afterwards there is \(state)")
    } else {
      findings.expect(
        state == update.old || state == update.new,
        "\(context) \(done.error): neither old nor new: \(state)")
    }
    finish(in: scratch.path, state, context)
  }

  /// Looks at the structure and for files left behind; a draft that was left is taken over.
  private func finish(in folder: String, _ state: DatabaseState, _ context: String) {
    let isDraftLeft = names(in: folder).contains("m.db-new")
    if state != update.new && (update.old == .missing || isDraftLeft) {
      let again = Metricctl.run(update.command, in: folder)
      findings.expect(again.ending == .exited(0), "\(context): done again: \(again.error)")
      let made = DatabaseState(folder: folder)
      findings.expect(made == update.new, "\(context): done again: \(made)")
    }
    if let complaint = DatabaseState.complaint(folder: folder) {
      findings.add("\(context): \(complaint)")
    }
    let left = names(in: folder).filter { $0 != "m.db" }
    findings.expect(left.isEmpty, "\(context): left behind: \(left)")
  }
}
