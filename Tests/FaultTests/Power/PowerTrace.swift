/// One command of a run that loses its power.
struct PowerStep: Sendable {
  var command: [String]
  /// The call before which the command is killed; nil when it reaches its end.
  var killedAt: Int?

  /// A command that is to succeed, unless it is killed.
  init(_ command: [String], killedAt: Int? = nil) {
    (self.command, self.killedAt) = (command, killedAt)
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
        let made = states[oldest] == .missing ? [DatabaseState.empty] : []
        result.append(
          PowerMoment(
            number: number, event: call.summary, choices: DiskChoices(model),
            allowed: made + states[oldest...(index + 1)]))
      }
      if step.killedAt != nil { continue }
      // A relaxed update of one value is not acknowledged as being on the disk; all others are.
      let lasts =
        durability == "full" || calls.contains { $0.name == "unlink" || $0.name == "rename" }
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
    let fault = step.killedAt.map { Seam.Fault.kill($0) }
    var environment = Seam.environment(folder: folder, fault: fault, log: log)
    environment["METRICCTL_DURABILITY"] = durability
    environment["METRICCTL_DATABASE"] = database(in: folder) + "/m.db"
    let done = Metricctl.run(step.command, in: folder, environment: environment)
    let expected: Ending = fault == nil ? .exited(0) : .killed(signal: 9)
    findings.expect(
      done.ending == expected, "\(name): \(step.command): \(done.ending) \(done.error)")
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
