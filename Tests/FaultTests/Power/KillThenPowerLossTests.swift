internal import Glibc
internal import TestSupport
internal import Testing

extension Faults {
  @Suite("A kill, an acknowledged update, and then power loss")
  struct KillThenPowerLossTests {
    @Test("What was acknowledged after an update was killed stays, wherever it was killed")
    func killedUpdate() async {
      let inserts = ["incr", "requests", "code=500"]
      let resets = ["reset", "requests", "--all"]
      await lose(Self.small, killed: inserts, then: [["incr", "requests", "code=500"]])
      await lose(Self.small, killed: resets, then: [["incr", "requests", "code=200"]])
    }

    @Test("What was acknowledged after a new file was put in place and that was killed stays")
    func killedRebuilding() async {
      let declares = UpdateCase.rebuilding[0].command
      await lose(Self.small, killed: declares, then: [["incr", "requests", "code=200"]])
    }

    @Test("What was acknowledged after the undoing of an update was killed stays")
    func killedRecovery() async throws {
      let resets = UpdateCase("reset", ["reset", "requests", "--all"], before: Self.small)
      let interrupted = try #require(InterruptedUpdate.halfDone(resets))
      await lose(interrupted, killed: ["dump"], then: [["incr", "requests", "code=200"]])
      await lose(
        interrupted, killed: ["dump"], then: [["dump"], ["incr", "requests", "code=200"]])
    }

    @Test("What was acknowledged after an update failed stays, wherever it failed")
    func failedUpdate() async {
      let resets = ["reset", "requests", "--all"]
      await lose(Self.small, resets, then: [["incr", "requests", "code=200"]]) {
        .fail($0, errno: EIO)
      }
    }

    @Test("What was acknowledged after the making of a database was killed stays")
    func killedCreation() async {
      let declares = ["declare", "a", "gauge", "A", ""]
      let nothing = FolderContents(files: [:])
      await lose(nothing, declares, then: [declares], place: "new/folder") { .kill($0) }
    }

    /// Kills a command before each of its calls, lets others succeed, and cuts the power.
    private func lose(_ before: FolderContents, killed: [String], then others: [[String]]) async {
      await lose(before, killed, then: others) { .kill($0) }
    }

    /// The same with any fault.
    private func lose(
      _ before: FolderContents, _ command: [String], then others: [[String]], place: String = "",
      fault: (Int) -> Seam.Fault
    ) async {
      let seed = SeededGenerator.seed(for: "A fault and power loss")
      let findings = Findings()
      let calls = CallTrace(of: command, on: before, place: place).calls
      var disks = 0
      for call in calls where call.name != "unlock" {
        let fault = fault(call.number)
        disks += await PowerLoss(
          name: "\(command), \(fault) (\(call.summary)), then \(others)", before: before,
          steps: [PowerStep(command, fault: fault)] + others.map { PowerStep($0) },
          durability: "full", findings: findings, seed: seed, sample: 12, place: place
        ).run()
      }
      print("\(command), faults at \(calls.count) calls, then \(others): \(disks) disks")
      findings.report()
    }

    private static let small: FolderContents = {
      let scratch = Scratch()
      UpdateCase.prepareSmall(scratch.path)
      return FolderContents(of: scratch.path)
    }()
  }
}
