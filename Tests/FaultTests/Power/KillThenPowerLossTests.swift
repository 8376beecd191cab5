internal import TestSupport
internal import Testing

@Suite("A kill, an acknowledged update, and then power loss", .serialized)
struct KillThenPowerLossTests {
  @Test("What was acknowledged after an update was killed stays, wherever it was killed")
  func killedUpdate() async {
    let inserts = ["incr", "requests", "code=500"]
    let resets = ["reset", "requests", "--all"]
    await lose(Self.small, killed: inserts, then: [["incr", "requests", "code=500"]])
    await lose(Self.small, killed: resets, then: [["incr", "requests", "code=200"]])
  }

  @Test("What was acknowledged after the undoing of an update was killed stays")
  func killedRecovery() async throws {
    let resets = UpdateCase("reset", ["reset", "requests", "--all"], before: Self.small)
    let interrupted = try #require(InterruptedUpdate.halfDone(resets))
    await lose(interrupted, killed: ["dump"], then: [["incr", "requests", "code=200"]])
    await lose(interrupted, killed: ["dump"], then: [["dump"], ["incr", "requests", "code=200"]])
  }

  /// Kills a command before each of its calls, lets others succeed, and cuts the power.
  private func lose(_ before: FolderContents, killed: [String], then others: [[String]]) async {
    let seed = SeededGenerator.seed(for: "A kill and power loss")
    let findings = Findings()
    let calls = CallTrace(of: killed, on: before).calls
    var disks = 0
    for call in calls {
      let steps = [PowerStep(killed, killedAt: call.number)] + others.map { PowerStep($0) }
      disks += await PowerLoss(
        name: "\(killed) killed before call \(call.number) (\(call.summary)), then \(others)",
        before: before, steps: steps, durability: "full", findings: findings, seed: seed,
        sample: 30
      ).run()
    }
    print("\(killed) killed at \(calls.count) calls, then \(others): \(disks) disks")
    findings.report()
  }

  private static let small: FolderContents = {
    let scratch = Scratch()
    UpdateCase.prepareSmall(scratch.path)
    return FolderContents(of: scratch.path)
  }()
}
