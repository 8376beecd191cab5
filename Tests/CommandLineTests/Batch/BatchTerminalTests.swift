internal import Foundation
internal import TestSupport
internal import Testing

@testable internal import MetricCommands

/// `batch` at a terminal: what a person is told.
@Suite struct BatchTerminalTests {
  /// Runs a command of the shell on a pseudo-terminal and returns what it showed.
  private func onTerminal(
    _ command: String, in workspace: Workspace, typing input: String = ""
  ) async throws -> CommandResult {
    var variables = workspace.environment
    variables["METRICCTL"] = Command.metricctl
    variables["SHELL"] = "/bin/sh"
    return try await Command.run(
      "script", ["-q", "-e", "-f", "-c", command, workspace.folder.file("typescript")],
      environment: variables, input: input)
  }

  private func count(_ text: String, in shown: String) -> Int {
    shown.components(separatedBy: text).count - 1
  }

  @Test func `a batch that is typed says once what ends it, and is carried out then`() async throws
  {
    try await Workspace.use { workspace in
      try await workspace.run("declare", "hits", "counter", "", "")
      let typed = try await onTerminal(
        "\"$METRICCTL\" batch", in: workspace, typing: "incr hits\nincr hits --print\n\u{4}")
      #expect(typed.status == 0)
      let hint = "operations are read from the terminal: Ctrl-D carries them out, Ctrl-C gives up"
      #expect(count("metricctl: \(hint)\r\n", in: typed.output) == 1, "\(typed.output)")
      #expect(typed.output.hasSuffix("2\r\n"), "\(typed.output)")
      let quiet = try await onTerminal(
        "\"$METRICCTL\" batch -q", in: workspace, typing: "incr hits\n\u{4}")
      #expect(count("metricctl:", in: quiet.output) == 0, "\(quiet.output)")
      #expect(try await workspace.run("get", "hits").output == "3\n")
    }
  }

  @Test func `a stream that is typed answers each line`() async throws {
    try await Workspace.use { workspace in
      try await workspace.run("declare", "hits", "counter", "", "")
      let typed = try await onTerminal(
        "\"$METRICCTL\" batch --stream", in: workspace,
        typing: "incr hits --print\nincr nosuch\nflush\n\u{4}")
      #expect(typed.status == 4)
      let hint = "operations are read from the terminal, and each is carried out at once"
      #expect(count("metricctl: \(hint)\r\n", in: typed.output) == 1, "\(typed.output)")
      #expect(count("e_not_found: line 2: incr nosuch: ", in: typed.output) == 2)
    }
  }

  @Test func `how far it has come is shown on a terminal, and taken away at the end`() async throws
  {
    try await Workspace.use { workspace in
      try await workspace.run("declare", "hits", "counter", "", "")
      let untilShown = """
        { echo incr hits; until grep -qs "bytes read" "\(workspace.folder.file("typescript"))"; do
        echo "#"; sleep 0.1; done; }
        """
      let shown = try await onTerminal("\(untilShown) | \"$METRICCTL\" batch", in: workspace)
      let whole = /(\rmetricctl: \d+ bytes read)+\r +\r/
      #expect(try whole.wholeMatch(in: shown.output) != nil, "\(shown.output.debugDescription)")
      let slow = "{ echo incr hits; sleep 1.2; echo incr hits; }"
      let quiet = try await onTerminal("\(slow) | \"$METRICCTL\" batch -q", in: workspace)
      #expect(quiet.output == "")
      #expect(try await workspace.run("get", "hits").output == "3\n")
    }
  }

  @Test func `it is shown after a second, ten times a second, where it can be`() {
    var (now, isWritable, shown) = (Int64(7), true, "")
    do {
      let screen = Progress.Screen(
        now: { now }, isWritable: { isWritable }, write: { shown += $0 })
      let progress = Progress(on: screen)
      for milliseconds: Int64 in [0, 999, 1_000, 1_099, 1_100, 1_300] {
        now = 7 + milliseconds * 1_000_000
        isWritable = milliseconds != 1_300
        progress.show(10_000 - Int(milliseconds), "lines")
      }
      #expect(shown == "\rmetricctl: 9000 lines\rmetricctl: 8900 lines")
    }
    #expect(shown.hasSuffix("\r" + String(repeating: " ", count: 21) + "\r"))
  }

  @Test func `what is done within a second, or has no screen, shows nothing`() {
    var shown = ""
    let screen = Progress.Screen(now: { 0 }, isWritable: { true }, write: { shown += $0 })
    for progress in [Progress(on: screen), Progress(on: nil)] {
      progress.show(1, "lines")
      progress.clear()
    }
    #expect(shown == "")
  }

  @Test func `its help fits a terminal of 60 columns`() async throws {
    try await Workspace.use { workspace in
      let help = try await workspace.shell("COLUMNS=60 metricctl batch --help")
      let lines = help.output.split(separator: "\n")
      #expect(lines.count > 20)
      #expect(lines.filter { $0.count > 60 } == [])
    }
  }

  @Test func `of a known total the share is shown too`() {
    #expect(Progress.text(5, of: nil, "bytes read") == "metricctl: 5 bytes read")
    #expect(Progress.text(1, of: 3, "lines read") == "metricctl: 1 of 3 lines read (33 %)")
    #expect(Progress.text(4, of: 3, "lines read") == "metricctl: 4 of 3 lines read (100 %)")
    #expect(Progress.text(4, of: 0, "lines read") == "metricctl: 4 lines read")
  }
}
