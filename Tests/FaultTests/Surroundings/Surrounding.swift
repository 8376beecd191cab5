/// A place where the database should be and something is wrong, with the statuses that follow.
struct Surrounding: Sendable, CustomStringConvertible {
  let description: String
  let expected: ExpectedStatuses
  /// Makes the place in an empty folder; the database's path is `m.db` in it unless given.
  let make: @Sendable (String) -> Void
  var database = "m.db"
  /// Without the powers that let root pass over a file's mode.
  var unprivileged = false

  /// Runs every command of every class in the place, each in a fresh one.
  func run(_ findings: Findings) {
    for (kind, status) in expected {
      for command in kind.commands { run(command, expecting: status, findings) }
    }
  }

  private func run(_ command: [String], expecting status: Int32, _ findings: Findings) {
    let scratch = Scratch()
    make(scratch.path)
    let before = FolderContents(of: scratch.path)
    let words = ["-d", scratch.file(database)] + command
    let done =
      unprivileged
      ? Privileges.runWithout(words, in: scratch.path) : Metricctl.run(words, in: scratch.path)
    let after = FolderContents(of: scratch.path)
    let context = "\(description): metricctl \(command.joined(separator: " "))"
    if let wrong = done.misbehaviour(allowing: [status]) {
      findings.add("\(context): expected status \(status), found \(wrong)")
    }
    if done.ending != .exited(0) {
      findings.expect(
        after == before,
        "\(context) changed the files: from \(before.files.mapValues(\.count)) "
          + "to \(after.files.mapValues(\.count))")
    }
  }
}
