internal import TestSupport
internal import Testing

extension Faults {
  /// What happens when a file would grow beyond what the process may write: setrlimit(2).
  @Suite("A limit on the size of files")
  struct SizeLimitTests {
    @Test("Under any limit an update is done whole, or refused with e_failure")
    func everyUpdate() async {
      let findings = Findings()
      let updates = UpdateCase.small + UpdateCase.structural + UpdateCase.rebuilding
      // In pages; the databases have 4 to 30 of them.
      let rounds = updates.flatMap { update in
        [0, 1, 2, 3, 4, 5, 6, 8, 12, 20].map { (update, $0) }
      }
      await onAllCores(rounds) { _, round in look(at: round.0, pages: round.1, findings) }
      findings.report()
    }

    @Test("Output that does not fit is e_failure, and the file stays as it was")
    func output() {
      let scratch = Scratch()
      UpdateCase.prepareSmall(scratch.path)
      write([1, 2], to: scratch.file("out"))
      let file = run(["dump", "-o", scratch.file("out")], pages: 0, in: scratch)
      #expect(file.ending == .exited(1))
      #expect(
        file.error
          == "metricctl: e_failure: cannot write '\(scratch.file("out-new"))': File too large\n")
      #expect(contents(scratch.file("out")) == [1, 2])
      #expect(names(in: scratch.path) == ["m.db", "out"])
      let redirected = run(["dump"], pages: 0, in: scratch, redirected: "out")
      #expect(redirected.ending == .exited(1))
      #expect(
        redirected.error
          == "metricctl: e_failure: cannot write 'standard output': File too large\n")
    }

    private func run(
      _ words: [String], pages: Int, in scratch: Scratch, redirected: String? = nil
    ) -> ChildResult {
      // In blocks of 512 bytes.
      var script = "ulimit -f \(pages * 8); exec \"$0\" \"$@\""
      if let redirected { script += " >'\(scratch.file(redirected))'" }
      return Child.run(
        "/bin/sh", ["-c", script, Command.metricctl] + words,
        environment: ["METRICCTL_DATABASE": scratch.file("m.db"), "HOME": "/nowhere"])
    }

    private func look(at update: UpdateCase, pages: Int, _ findings: Findings) {
      let scratch = Scratch()
      update.before.restore(to: scratch.path)
      let done = run(update.command, pages: pages, in: scratch)
      let context = "\(update) with at most \(pages) pages"
      if let wrong = done.misbehaviour(allowing: [0, 1]) { findings.add("\(context): \(wrong)") }
      let left = names(in: scratch.path).filter { $0 != "m.db" }
      findings.expect(left.isEmpty, "\(context): left behind: \(left)")
      let state = DatabaseState(folder: scratch.path)
      findings.expect(
        state == (done.ending == .exited(0) ? update.new : update.old),
        "\(context): \(done.ending), but afterwards there is \(state)")
      if state != .missing, let complaint = DatabaseState.complaint(folder: scratch.path) {
        findings.add("\(context): \(complaint)")
      }
    }
  }
}
