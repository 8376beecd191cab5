internal import Synchronization
internal import TestSupport

/// A run of updates whose power fails at every moment, with every disk that may be left.
struct PowerLoss: Sendable {
  let name: String
  let before: FolderContents
  let steps: [PowerStep]
  let durability: String
  let findings: Findings
  let seed: UInt64
  /// How many disks are tried for each moment when there are more.
  let sample: Int
  /// The folder, below the one that is there, in which the database is made.
  var place = ""
  /// Whether a sync does nothing, so that the test can see that it would find a missing one.
  var ignoresSyncs = false

  /// Tries all moments, on all cores; how many different disks there were.
  func run() async -> Int {
    let trace = PowerTrace(
      name: name, place: place, durability: durability, ignoresSyncs: ignoresSyncs,
      findings: findings)
    let moments = trace.moments(of: steps, from: before)
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

  /// Puts a disk down and opens the database that is on it.
  private func look(at disk: FolderContents, _ selection: [Int], _ moment: PowerMoment) {
    let scratch = Scratch()
    disk.restore(to: scratch.path)
    let folder = place.isEmpty ? scratch.path : scratch.file(place)
    let found = DatabaseState(folder: folder)
    let context =
      "\(name) (\(durability)), METRICCTL_TEST_SEED=\(seed), power lost after change "
      + "\(moment.number) (\(moment.event)), on the disk: \(moment.choices.description(selection)), "
      + "files: \(disk.files.mapValues(\.count))"
    findings.expect(
      moment.allowed.contains(found),
      "\(context): found \(found)\nallowed: \(moment.allowed.map(\.description))")
    if found != .missing, let complaint = DatabaseState.complaint(folder: folder) {
      findings.add("\(context): \(complaint)")
    }
    // What a creation that was cut off left, and a journal of the database that is lost with it,
    // may stay until the next declare.
    if found == .missing && names(in: folder).contains("m.db-journal") {
      Metricctl.prepare("declare", "next", "gauge", in: folder)
    }
    let left = names(in: folder).filter { $0 != "m.db" && $0 != "m.db-new" }
    findings.expect(left.isEmpty, "\(context): left behind: \(left)")
  }
}
