internal import Testing

extension Faults {
  @Suite("A full disk")
  struct FullDiskTests {
    @Test("With any number of free pages an update is done whole, or refused with e_failure")
    func everyUpdate() async {
      if let obstacle = FullDisk.obstacle {
        print("skipped: full disk: \(obstacle)")
        return
      }
      let findings = Findings()
      let rounds = (UpdateCase.small + UpdateCase.structural).flatMap { update in
        [0, 1, 2, 3, 4, 5, 6, 8, 10, 14].map { (update, $0) }
      }
      await onAllCores(rounds) { _, round in
        let (update, free) = round
        look(at: update, freePages: free, findings)
      }
      findings.report()
    }

    private func look(at update: UpdateCase, freePages: Int, _ findings: Findings) {
      let result = Scratch()
      let done = FullDisk(freePages: freePages, before: update.before).run(
        update.command, result: result)
      let context = "\(update) on a disk with \(freePages) free pages"
      if let wrong = done.misbehaviour(allowing: [0, 1]) { findings.add("\(context): \(wrong)") }
      let left = names(in: result.path).filter { $0 != "m.db" }
      findings.expect(left.isEmpty, "\(context): left behind: \(left)")
      let state = DatabaseState(folder: result.path)
      findings.expect(
        state == (done.ending == .exited(0) ? update.new : update.old),
        "\(context): \(done.ending), but afterwards there is \(state)")
      if state != .missing, let complaint = DatabaseState.complaint(folder: result.path) {
        findings.add("\(context): \(complaint)")
      }
    }
  }
}
