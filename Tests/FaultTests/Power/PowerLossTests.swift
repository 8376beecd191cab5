internal import TestSupport
internal import Testing

extension Faults {
  @Suite("Power loss")
  struct PowerLossTests {
    /// How many disks are tried for each moment that may leave more.
    static let sample = Setting.count("METRICCTL_DISKS", default: 40, long: 100)

    @Test("Whatever of one update got to the disk, the old or the new database is read from it")
    func singleUpdates() async {
      let cases = (UpdateCase.small + UpdateCase.structural + UpdateCase.rebuilding).map {
        ($0.description, $0.before, [$0.command])
      }
      await lose(cases, durability: "full")
    }

    @Test("Relaxed updates may be lost, but are never half there")
    func relaxedUpdates() async {
      let cases = UpdateCase.small.map { ($0.description, $0.before, [$0.command]) }
      await lose(cases + [("updates in a row", Self.small, Self.row)], durability: "relaxed")
    }

    @Test("Updates in a row are kept as far as they were acknowledged")
    func rows() async {
      await lose([("updates in a row", Self.small, Self.row)], durability: "full")
    }

    @Test("Power may fail again while an interrupted update is undone")
    func recovery() async {
      let findings = Findings()
      let cases = InterruptedUpdate.cases(findings).map {
        ($0.description, $0.before, [$0.command])
      }
      await lose(cases, durability: "full")
      findings.report()
    }

    @Test("A database made in a new folder is there once it was acknowledged, and so is the folder")
    func newFolder() async {
      let findings = Findings()
      _ = await PowerLoss(
        name: "declare in a new folder", before: FolderContents(files: [:]),
        steps: [PowerStep(["declare", "a", "gauge", "A", ""])], durability: "full",
        findings: findings,
        seed: SeededGenerator.seed(for: "Power loss"), sample: Self.sample, place: "new/folder"
      ).run()
      findings.report()
    }

    @Test(
      "Without its syncs an insert would be found to be unsafe",
      arguments: [["incr", "requests", "code=500"], ["delete", "requests", "code=200"]])
    func missingSyncs(command: [String]) async {
      let findings = Findings()
      _ = await PowerLoss(
        name: "no syncs", before: Self.small, steps: [PowerStep(command)], durability: "full",
        findings: findings, seed: 1, sample: Self.sample, ignoresSyncs: true
      ).run()
      #expect(findings.count > 0)
    }

    private func lose(
      _ cases: [(String, FolderContents, [[String]])], durability: String
    ) async {
      let seed = SeededGenerator.seed(for: "Power loss")
      let findings = Findings()
      for (name, before, commands) in cases {
        let disks = await PowerLoss(
          name: name, before: before, steps: commands.map { PowerStep($0) }, durability: durability,
          findings: findings, seed: seed, sample: Self.sample
        ).run()
        print("power loss during \(name), \(durability): \(disks) disks")
      }
      findings.report()
    }

    private static let small: FolderContents = {
      let scratch = Scratch()
      UpdateCase.prepareSmall(scratch.path)
      return FolderContents(of: scratch.path)
    }()

    private static let row: [[String]] = [
      ["incr", "requests", "code=200"],
      ["incr", "requests", "code=500"],
      ["set", "load", "7"],
      ["delete", "requests", "code=404"],
      ["incr", "requests", "code=500"],
      ["declare", "jobs", "gauge", "Jobs", "queue=a"],
    ]
  }
}
