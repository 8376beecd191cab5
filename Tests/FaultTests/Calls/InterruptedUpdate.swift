/// Databases as a killed update leaves them, half changed and with the journal beside them.
enum InterruptedUpdate {
  /// Readings and updates that must first undo what was interrupted.
  static func cases(_ findings: Findings) -> [UpdateCase] {
    let interrupted: [(String, [String])] = [
      ("an insert", ["incr", "requests", "code=500"]),
      ("a delete --all", ["delete", "requests", "--all"]),
    ]
    return interrupted.flatMap { name, command in
      let update = UpdateCase(name, command, prepare: UpdateCase.prepareSmall)
      guard let before = halfDone(update) else {
        findings.add("\(name): no call leaves a journal behind")
        return [UpdateCase]()
      }
      return [
        UpdateCase("dump after \(name) was interrupted", ["dump"], before: before),
        UpdateCase(
          "incr after \(name) was interrupted", ["incr", "requests", "code=404"], before: before),
      ]
    }
  }

  /// The folder when an update is killed just after its last write; nil when no journal is there.
  static func halfDone(_ update: UpdateCase) -> FolderContents? {
    let calls = CallTrace(of: update.command, on: update.before).calls
    let last = calls.last { $0.isWrite && $0.path == "m.db" }
    guard let last else { return nil }
    let killed = Scratch()
    update.before.restore(to: killed.path)
    let fault = Seam.environment(folder: killed.path, fault: .kill(last.number + 1))
    _ = Metricctl.run(update.command, in: killed.path, environment: fault)
    let left = FolderContents(of: killed.path)
    return left.files["m.db-journal"] == nil ? nil : left
  }
}
