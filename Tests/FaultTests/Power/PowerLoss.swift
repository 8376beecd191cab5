internal import TestSupport
internal import Synchronization

/// A run of updates whose power fails at every moment, with every disk that may be left.
struct PowerLoss: Sendable {
  let name: String
  let before: FolderContents
  let commands: [[String]]
  let durability: String
  let findings: Findings
  let seed: UInt64
  /// How many disks are tried for each moment when there are more.
  let sample: Int
  /// The folder, below the one that is there, in which the database is made.
  var place = ""
  /// Whether a sync does nothing, so that the test can see that it would find a missing one.
  var ignoresSyncs = false

  /// What is to be looked at: one moment of the trace.
  private struct Moment: Sendable {
    let number: Int
    let call: String
    let choices: DiskChoices
    /// The states that may be found, oldest first.
    let allowed: [DatabaseState]
  }

  /// Tries all moments, on all cores; how many different disks there were.
  func run() async -> Int {
    let moments = self.moments()
    let tried = Mutex(0)
    await onAllCores(moments) { index, moment in
      var dice = SeededGenerator(seed: seed, stream: index)
      var seen: Set<FolderContents> = []
      for selection in moment.choices.selections(limit: sample, dice: &dice) {
        let disk = moment.choices.contents(selection)
        guard seen.insert(disk).inserted else { continue }
        look(at: disk, selection, moment)
      }
      tried.withLock { $0 += seen.count }
    }
    return tried.withLock { $0 }
  }

  /// Makes the updates one after the other, and lets the model follow their calls.
  private func moments() -> [Moment] {
    let (scratch, logs) = (Scratch(), Scratch())
    before.restore(to: scratch.path)
    var model = DiskModel(folder: scratch.path, contents: before)
    var states = [state(of: before)]
    var result: [Moment] = []
    var (number, oldest) = (0, 0)
    for (index, command) in commands.enumerated() {
      let log = logs.file("log\(index)")
      var environment = Seam.environment(folder: scratch.path, log: log)
      environment["METRICCTL_DURABILITY"] = durability
      environment["METRICCTL_DATABASE"] = database(in: scratch.path) + "/m.db"
      let done = Metricctl.run(command, in: scratch.path, environment: environment)
      findings.expect(done.ending == .exited(0), "\(name): \(command): \(done.error)")
      states.append(DatabaseState(folder: database(in: scratch.path)))
      let calls = CallTrace(log: log).calls.filter(\.changes)
      for call in calls {
        number += 1
        if !ignoresSyncs || !call.isSync { model.apply(call, moment: number) }
        let made = states[oldest] == .missing ? [DatabaseState.empty] : []
        let allowed = made + states[oldest...(index + 1)]
        result.append(
          Moment(
            number: number, call: call.summary, choices: DiskChoices(model), allowed: allowed))
      }
      // A relaxed update of one value is not acknowledged as being on the disk; all others are.
      let lasts =
        durability == "full" || calls.contains { $0.name == "unlink" || $0.name == "rename" }
      if lasts { oldest = index + 1 }
      let end = "exit 0 of \(command.joined(separator: " ").prefix(80))"
      result.append(
        Moment(
          number: number, call: end, choices: DiskChoices(model),
          allowed: Array(states[oldest...(index + 1)])))
    }
    return result
  }

  private func state(of contents: FolderContents) -> DatabaseState {
    let scratch = Scratch()
    contents.restore(to: scratch.path)
    return DatabaseState(folder: database(in: scratch.path))
  }

  private func database(in folder: String) -> String {
    place.isEmpty ? folder : folder + "/" + place
  }

  /// Puts a disk down and opens the database that is on it.
  private func look(at disk: FolderContents, _ selection: [Int], _ moment: Moment) {
    let scratch = Scratch()
    disk.restore(to: scratch.path)
    let folder = database(in: scratch.path)
    let found = DatabaseState(folder: folder)
    let context =
      "\(name) (\(durability)), METRICCTL_TEST_SEED=\(seed), power lost after change "
      + "\(moment.number) (\(moment.call)), on the disk: \(moment.choices.description(selection)), "
      + "files: \(disk.files.mapValues(\.count))"
    findings.expect(
      moment.allowed.contains(found),
      "\(context): found \(found)\nallowed: \(moment.allowed.map(\.description))")
    if found != .missing, let complaint = DatabaseState.complaint(folder: folder) {
      findings.add("\(context): \(complaint)")
    }
    let left = names(in: folder).filter { $0 != "m.db" && $0 != "m.db-new" }
    findings.expect(left.isEmpty, "\(context): left behind: \(left)")
  }
}
