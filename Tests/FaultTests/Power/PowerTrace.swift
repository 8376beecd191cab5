/// One command of a run that loses its power.
struct PowerStep: Sendable {
  var command: [String]
  /// What keeps the command from succeeding, if anything.
  var fault: Seam.Fault?
  /// Whether it said at its end that all is on the disk, however it was made.
  var isFlushed: Bool

  /// A command that meets a fault, or is to succeed.
  init(_ command: [String], fault: Seam.Fault? = nil, isFlushed: Bool = false) {
    (self.command, self.fault, self.isFlushed) = (command, fault, isFlushed)
  }
}

/// A moment at which power may fail: the disks that it may leave, and what may be read from them.
struct PowerMoment: Sendable {
  let number: Int
  /// The last thing that happened.
  let event: String
  let choices: DiskChoices
  /// The states that may be found, oldest first.
  let allowed: [DatabaseState]
}

/// Runs commands and lets the model of the disk follow their calls.
struct PowerTrace {
  let name: String
  let place: String
  let durability: String
  let ignoresSyncs: Bool
  let findings: Findings

  /// The moments of the run, one after each call that changes the disk, and one at each end.
  func moments(of steps: [PowerStep], from before: FolderContents) -> [PowerMoment] {
    let scratch = Scratch()
    before.restore(to: scratch.path)
    var model = DiskModel(folder: scratch.path, contents: before)
    var states = [state(of: before)]
    var result: [PowerMoment] = []
    var (number, oldest) = (0, 0)
    for (index, step) in steps.enumerated() {
      let calls = run(step, in: scratch.path)
      states.append(state(of: FolderContents(of: scratch.path)))
      for call in calls {
        number += 1
        if !ignoresSyncs || !call.isSync { model.apply(call, moment: number) }
        result.append(
          PowerMoment(
            number: number, event: call.summary, choices: DiskChoices(model),
            allowed: Array(states[oldest...(index + 1)])))
      }
      if step.fault != nil { continue }
      // A relaxed update of one value is not acknowledged as being on the disk; all others are.
      let lasts =
        durability == "full" || step.isFlushed
        || calls.contains { $0.name == "unlink" || $0.name == "rename" }
      if lasts { oldest = index + 1 }
      result.append(
        PowerMoment(
          number: number, event: "exit 0 of \(step.command.joined(separator: " ").prefix(80))",
          choices: DiskChoices(model), allowed: Array(states[oldest...(index + 1)])))
    }
    return result
  }

  /// Runs one command; the calls that changed the disk.
  private func run(_ step: PowerStep, in folder: String) -> [LoggedCall] {
    let logs = Scratch()
    let log = logs.file("log")
    var environment = Seam.environment(folder: folder, fault: step.fault, log: log)
    environment["METRICCTL_DURABILITY"] = durability
    environment["METRICCTL_DATABASE"] = database(in: folder) + "/m.db"
    let done = Metricctl.run(step.command, in: folder, environment: environment)
    findings.expect(
      step.fault != nil || done.ending == .exited(0),
      "\(name): \(step.command): \(done.ending) \(done.error)")
    return CallTrace(log: log).calls.filter(\.changes)
  }

  /// What the next one to open the database would read, asked of a copy.
  private func state(of contents: FolderContents) -> DatabaseState {
    let scratch = Scratch()
    contents.restore(to: scratch.path)
    return DatabaseState(folder: database(in: scratch.path))
  }

  private func database(in folder: String) -> String {
    place.isEmpty ? folder : folder + "/" + place
  }
}
