internal import TestSupport
internal import Testing

/// What a person at a terminal of 60 columns sees.
@Suite struct TerminalTests {
  /// Runs a command of the shell on a pseudo-terminal and returns what it showed.
  private func onTerminal(
    _ command: String, in workspace: Workspace, _ environment: [String: String],
    columns: Int = 60
  ) async throws -> String {
    let script = "stty cols \(columns) rows 20; " + command
    var variables = workspace.environment.merging(environment) { $1 }
    variables["METRICCTL"] = Command.metricctl
    variables["SHELL"] = "/bin/sh"
    let result = try await Command.run(
      "script", ["-q", "-e", "-c", script, workspace.folder.file("typescript")],
      environment: variables)
    #expect(result.status == 0)
    return result.output.replacing("\r\n", with: "\n")
  }

  private func prepare(_ workspace: Workspace) async throws {
    try await Transcript.expect(
      #"""
      $ metricctl declare hits counter "Requests that were served since the beginning of time" "" code=200,path=/a/very/long/path/that/does/not/fit/in/any/line
      $ metricctl declare temp_celsius gauge "$(printf 'T\033[31m')" room="$(printf '\033[31m')" --unit celsius
      $ metricctl add hits 17
      """#, in: workspace)
  }

  private static let table = #"""
    NAME                                           TYPE    VALUE
    hits                                           counter    17
    hits{code="200",path="/…/not/fit/in/any/line"} counter     0
    temp_celsius{room="\u{1b}[31m"}                gauge       0

    """#

  @Test func `dump is a table of the terminal's width`() async throws {
    try await Workspace.use { workspace in
      try await prepare(workspace)
      let shown = try await onTerminal("$METRICCTL dump", in: workspace, ["TERM": "dumb"])
      #expect(shown == Self.table)
    }
  }

  @Test func `rows stay apart on the narrowest terminal, and --wide shows them whole`() async throws
  {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        #"""
        $ metricctl set g x=日本語 1 --declare gauge
        $ metricctl set g x=日本文 2
        $ metricctl set g x=$(printf 'e\314\201')tage 3
        """#, in: workspace)
      let narrow = try await onTerminal(
        "$METRICCTL dump", in: workspace, ["TERM": "dumb"], columns: 20)
      #expect(
        narrow == """
          NAME     TYPE  VALUE
          g{x=…e"} gauge     3
          g{x="日  gauge     2
          本文"}
          g{x="日  gauge     1
          本語"}

          """)
      let wide = try await onTerminal(
        "$METRICCTL dump --format table --wide", in: workspace, ["TERM": "dumb"], columns: 20)
      #expect(
        wide == """
          NAME          TYPE  VALUE
          g{x="e\u{301}tage"}  gauge     3
          g{x="日本文"} gauge     2
          g{x="日本語"} gauge     1

          """)
    }
  }

  @Test func `list --wide shows help texts whole`() async throws {
    try await Workspace.use { workspace in
      try await prepare(workspace)
      let shown = try await onTerminal("$METRICCTL list hits --wide", in: workspace, [:])
      #expect(
        shown == """
          NAME TYPE    UNIT SERIES HELP
          hits counter           2 Requests that were served since the beginning of time

          """)
      let piped = try await workspace.run("list", "hits", "--wide")
      #expect(piped.output == (try await workspace.run("list", "hits")).output)
    }
  }

  @Test(arguments: [
    (["TERM": "xterm"], "", true), (["TERM": "dumb"], "", false), ([:], "", false),
    (["TERM": "xterm", "NO_COLOR": "1"], "", false), (["TERM": "xterm", "NO_COLOR": ""], "", true),
    (["TERM": "xterm"], " --color never", false), (["TERM": "dumb"], " --color always", true),
    (["TERM": "xterm"], " --color auto", true),
  ])
  func `colour is for terminals that have it and users who want it`(
    environment: [String: String], option: String, isColoured: Bool
  ) async throws {
    try await Workspace.use { workspace in
      try await prepare(workspace)
      let shown = try await onTerminal("$METRICCTL dump" + option, in: workspace, environment)
      var plain = shown
      for code in ["\u{1b}[1m", "\u{1b}[36m", "\u{1b}[0m"] {
        plain = plain.replacing(code, with: "")
      }
      #expect(plain == Self.table)
      #expect((shown != plain) == isColoured)
      let piped = try await workspace.run(["dump"], environment: environment)
      #expect(!piped.output.contains("\u{1b}[1m"))
    }
  }

  @Test func `list is aligned and cut to the terminal's width`() async throws {
    try await Workspace.use { workspace in
      try await prepare(workspace)
      let shown = try await onTerminal("$METRICCTL list", in: workspace, ["TERM": "xterm"])
      #expect(
        shown == #"""
          NAME         TYPE    UNIT    SERIES HELP
          hits         counter              2 Requests that were serv…
          temp_celsius gauge   celsius      1 T\u{1b}[31m

          """#)
    }
  }

  @Test func `on a terminal a format that is asked for is given`() async throws {
    try await Workspace.use { workspace in
      try await prepare(workspace)
      for words in ["dump --format csv --created off", "dump --format csv --created off -o -"] {
        let shown = try await onTerminal("$METRICCTL " + words + " hits", in: workspace, [:])
        #expect(
          shown == #"""
            name,type,labels,value
            hits,counter,,17
            hits,counter,"code=""200"",path=""/a/very/long/path/that/does/not/fit/in/any/line""",0

            """#)
      }
      let shown = try await onTerminal("$METRICCTL dump -o -", in: workspace, ["TERM": "dumb"])
      #expect(shown == Self.table)
    }
  }
}
