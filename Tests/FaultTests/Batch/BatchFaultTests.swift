internal import TestSupport
internal import Testing

extension Faults {
  @Suite("Batches and streams that are cut off")
  struct BatchFaultTests {
    @Test("A batch that fails or dies at any call is done whole or not at all")
    func calls() async {
      let findings = Findings()
      for update in UpdateCase.batches + UpdateCase.creatingBatches {
        await CallWalk(update: update, durability: "full", findings: findings).run()
      }
      findings.report()
    }

    @Test("So is a cork of a relaxed stream")
    func relaxedCalls() async {
      let findings = Findings()
      for update in UpdateCase.batches where update.command.contains("--stream") {
        await CallWalk(update: update, durability: "relaxed", findings: findings).run()
      }
      findings.report()
    }

    @Test("Whatever of a batch got to the disk, all of it or nothing is read from there")
    func powerLoss() async {
      let findings = Findings()
      for update in UpdateCase.batches + UpdateCase.creatingBatches {
        await lose(update.description, update.before, [PowerStep(update.command)], findings)
      }
      findings.report()
    }

    @Test("What a relaxed stream answered with ok is on the disk")
    func flushed() async {
      let findings = Findings()
      await lose("flushes", UpdateCase.batches[0].before, Self.flushes, findings, "relaxed")
      findings.report()
    }

    @Test("Without its sync a flush would be found to be a lie")
    func missingSync() async {
      let findings = Findings()
      await lose(
        "no syncs", UpdateCase.batches[0].before, Self.flushes, findings, "relaxed",
        ignoresSyncs: true)
      #expect(findings.count > 0)
    }

    private static let flushes = [
      PowerStep(
        ["batch", "--stream", UpdateCase.file("incr requests code=200\nflush\n")], isFlushed: true),
      PowerStep(["incr", "requests", "code=404"]),
      PowerStep(
        ["batch", "--stream", UpdateCase.file("add requests code=200 7\nflush")], isFlushed: true),
    ]

    private func lose(
      _ name: String, _ before: FolderContents, _ steps: [PowerStep], _ findings: Findings,
      _ durability: String = "full", ignoresSyncs: Bool = false
    ) async {
      let disks = await PowerLoss(
        name: name, before: before, steps: steps, durability: durability, findings: findings,
        seed: SeededGenerator.seed(for: name), sample: PowerLossTests.sample,
        ignoresSyncs: ignoresSyncs
      ).run()
      print("power loss during \(name), \(durability): \(disks) disks")
    }
  }
}
