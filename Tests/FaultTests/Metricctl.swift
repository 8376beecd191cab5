internal import TestSupport

/// metricctl on a database in a folder of the test's own, which is always called `m.db` there.
enum Metricctl {
  /// Runs a command, waiting at most ten seconds for its end.
  static func run(
    _ words: [String], in folder: String, environment: [String: String] = [:],
    deadline: Double = 60
  ) -> ChildResult {
    Child.run(
      Command.metricctl, words, environment: variables(folder, environment), deadline: deadline)
  }

  /// Starts a command.
  static func start(_ words: [String], in folder: String, input: Int32? = nil) -> Child {
    Child(Command.metricctl, words, environment: variables(folder, [:]), input: input)
  }

  /// Runs a command that prepares a test and has to succeed.
  static func prepare(_ words: String..., in folder: String) { prepare(words, in: folder) }

  /// The same for words in a list.
  static func prepare(_ words: [String], in folder: String) {
    let result = run(words, in: folder, environment: ["METRICCTL_DURABILITY": "relaxed"])
    precondition(
      result.ending == .exited(0),
      "cannot prepare the test: metricctl \(words.prefix(4)): \(result.ending): \(result.error)")
  }

  private static func variables(
    _ folder: String, _ more: [String: String]
  ) -> [String: String] {
    more.merging(["METRICCTL_DATABASE": folder + "/m.db", "HOME": "/nowhere"]) { given, _ in given }
  }
}

extension ChildResult {
  /// What is wrong with the way in which a command ended; nil when nothing is.
  ///
  /// Its status must be one of the given, and a failure must be told in one line that names it;
  /// only `check` may say more, before that line.
  func misbehaviour(allowing statuses: Set<Int32>, lines most: Int = 1) -> String? {
    guard case .exited(let status) = ending else { return "\(ending)\n\(error)" }
    guard statuses.contains(status) else { return "\(ending)\n\(error)" }
    let name: String? =
      switch status {
      case 1: "e_failure"
      case 2: "e_inval"
      case 3: "e_dbfailure"
      case 4: "e_not_found"
      default: nil
      }
    let lines = error.split(separator: "\n")
    let told = name.map { lines.last?.hasPrefix("metricctl: \($0): ") ?? false } ?? lines.isEmpty
    if told && lines.count <= most { return nil }
    return "\(ending) with other words on stderr than one line for \(name ?? "nothing"):\n\(error)"
  }
}
