internal import Foundation
internal import SystemCalls
internal import TestSupport
internal import Testing

@testable internal import MetricModel
@testable internal import MetricStore

/// Completion in a real bash: names of metrics are offered, and nothing is ever executed.
@Suite struct BashCompletionTests {
  /// What bash does when TAB is pressed behind the words.
  private static let script = """
    source "$SCRIPT"
    mkdir -p bin; ln -sf "$METRICCTL" bin/metricctl; PATH=$PWD/bin:$PATH
    COMP_WORDBREAKS=$' \\t\\n"\\'><=;|&(:'; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
    _metricctl metricctl "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
    printf '%s\\n' "${COMPREPLY[@]}"
    """

  private func offers(_ words: String..., in workspace: Workspace) async throws -> [String] {
    var variables = workspace.environment
    variables["SCRIPT"] = Repository.path("completions/metricctl.bash")
    variables["METRICCTL"] = Command.metricctl
    variables["METRICCTL_LOCK_TIMEOUT"] = "60"
    let arguments = ["-C", workspace.folder.path, "bash", "--norc", "-c", Self.script, "bash"]
    let result = try await Command.run(
      "env", arguments + ["metricctl"] + words, environment: variables)
    #expect(result.error == "")
    return result.output.split(separator: "\n").map(String.init).sorted()
  }

  private func listing(_ workspace: Workspace) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: workspace.folder.path).sorted()
  }

  @Test func `commands, names, options and values are offered`() async throws {
    try await Workspace.use { workspace in
      for name in ["hits", "heat", "misses"] { try await workspace.run("declare", name, "gauge") }
      #expect(try await offers("de", in: workspace) == ["declare", "delete"])
      for command in ["incr", "add", "set", "reset", "delete", "get", "dump", "list", "declare"] {
        #expect(try await offers(command, "h", in: workspace) == ["heat", "hits"], "\(command)")
      }
      #expect(try await offers("incr", "", in: workspace) == ["heat", "hits", "misses"])
      #expect(try await offers("incr", "--pr", in: workspace) == ["--print"])
      #expect(try await offers("dump", "--format", "j", in: workspace) == ["json"])
      #expect(
        try await offers("declare", "new", "", in: workspace)
          == MetricKind.allCases.map(\.word).sorted())
      #expect(try await offers("completions", "", in: workspace) == ["bash", "fish", "zsh"])
    }
  }

  @Test func `names come from the database that the words name`() async throws {
    try await Workspace.use { workspace in
      try await workspace.run("declare", "hits", "gauge")
      try await workspace.run("-d", "other.db", "declare", "others", "gauge")
      #expect(try await offers("incr", "-d", "other.db", "", in: workspace) == ["others"])
      #expect(try await offers("incr", "-dother.db", "", in: workspace) == ["others"])
      let words = try await offers(
        "dump", "--format", "csv", "--database", "other.db", "", in: workspace)
      #expect(words.contains("others") && !words.contains("hits"))
    }
  }

  @Test func `a label that holds commands is offered quoted, and nothing is executed`() async throws
  {
    try await Workspace.use { workspace in
      let command = "$(touch owned)`touch owned`;touch owned"
      try await workspace.run("declare", "hits", "counter", command, "a=\"\(command)\"")
      #expect(try await workspace.run("list").output == "hits\tcounter\t\t1\t\(command)\n")
      for word in ["", "h", "hits"] {
        #expect(try await offers("incr", word, in: workspace) == ["hits"])
      }
      #expect(try await offers("incr", "hits", "", in: workspace) == ["a="])
      let quoted = #"\$\(touch\ owned\)\`touch\ owned\`\;touch\ owned"#
      #expect(try await offers("incr", "hits", "a=", in: workspace) == [#"\""# + quoted + #"\""#])
      #expect(try await offers("incr", "hits", "-l", "a=", in: workspace) == [quoted])
      #expect(try await offers("dump", "hits{a=", in: workspace) == [#"\""# + quoted + #"\"\}"#])
      #expect(try listing(workspace) == ["bin", "metrics.db"])
    }
  }

  @Test(arguments: ["$(touch owned)", "`touch owned`", "a;touch owned", "a\n$(touch owned)"])
  func `a name that is none, in a hostile database, is not offered or executed`(
    name: String
  ) async throws {
    let workspace = try Workspace()
    try await workspace.run("declare", "hits", "gauge")
    let family = MetricFamily(
      trustedName: MetricName(trusted: name), kind: .gauge, help: "", unit: "",
      created: Timestamp(nanoseconds: 1))
    try write(family, into: workspace.database)
    #expect(try await workspace.run("list").status == 3)
    #expect(try await offers("incr", "", in: workspace) == [])
    #expect(try listing(workspace) == ["bin", "metrics.db"])
  }

  private func write(_ family: MetricFamily, into database: String) throws {
    let descriptor = try File.open(database, for: .readingAndWriting).duplicate()
    let writer = try GDBMWriter(adopting: descriptor, path: database)
    try writer.store(
      FamilyRecord.encode(family, updated: family.created), key: RecordKey.family(family.name))
    try writer.synchronize()
  }

  @Test func `without a database, or with a locked one, it is silent`() async throws {
    try await Workspace.use { workspace in
      #expect(try await offers("incr", "", in: workspace) == [])
      #expect(try listing(workspace) == ["bin"])
      try await workspace.run("declare", "hits", "gauge")
      let file = try File.open(workspace.database, for: .readingAndWriting)
      let isLocked = try file.lock(.exclusive, until: Deadline(secondsFromNow: 5))
      #expect(isLocked)
      #expect(try await offers("incr", "", in: workspace) == [])
      file.unlock()
      #expect(try await offers("incr", "", in: workspace) == ["hits"])
    }
  }
}
