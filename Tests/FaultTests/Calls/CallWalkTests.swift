internal import Testing

extension Faults {
  @Suite("Every call of every update")
  struct CallWalkTests {
    @Test("A small update that fails or dies at any call leaves the old or the new database")
    func smallUpdates() async {
      let findings = Findings()
      for update in UpdateCase.small {
        await CallWalk(update: update, durability: "full", findings: findings).run()
      }
      findings.report()
    }

    @Test("So does a relaxed one")
    func relaxedUpdates() async {
      let findings = Findings()
      for update in UpdateCase.small where update.description.contains("incr") {
        await CallWalk(update: update, durability: "relaxed", findings: findings).run()
      }
      findings.report()
    }

    @Test("So does one that changes GDBM's structure")
    func structuralUpdates() async {
      let findings = Findings()
      for update in UpdateCase.structural {
        await CallWalk(
          update: update, durability: "full", findings: findings, stride: CallWalk.longStride
        ).run()
      }
      findings.report()
    }

    @Test("So does one that writes the whole file anew")
    func rebuildingUpdates() async {
      let findings = Findings()
      for update in UpdateCase.rebuilding {
        await CallWalk(
          update: update, durability: "full", findings: findings, stride: CallWalk.longStride
        ).run()
      }
      findings.report()
    }

    @Test("Undoing an interrupted update may itself fail or die at any call")
    func recovery() async {
      let findings = Findings()
      for update in InterruptedUpdate.cases(findings) {
        await CallWalk(
          update: update, durability: "full", findings: findings, stride: CallWalk.longStride
        ).run()
      }
      findings.report()
    }

    @Test("Not to find a place or the end of the file costs libgdbm nothing of it")
    func seeks() async {
      let findings = Findings()
      let small = UpdateCase.small.filter { $0.description.contains("new series") }
      for update in small + UpdateCase.structural {
        await CallWalk(update: update, durability: "full", findings: findings, only: "seek").run()
      }
      findings.report()
    }
  }
}
