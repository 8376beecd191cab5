internal import Foundation
internal import TestSupport
internal import Testing

/// A person at a terminal, and text that does not come to an end.
@Suite struct ImportStopTests {
  @Test func `a terminal is read, and one is told so`() async throws {
    try await Workspace.use { workspace in
      var variables = workspace.environment
      variables["SHELL"] = "/bin/sh"
      let result = try await Command.run(
        "script", ["-q", "-e", "-c", "stty -echo; \(Command.metricctl) import", "/dev/null"],
        environment: variables, input: "# TYPE hits counter\nhits_total 3\n# EOF\n\u{4}")
      #expect(result.status == 0)
      // What is typed before the echo is off shows as well.
      #expect(
        result.output.contains(
          "metricctl: text is read from the terminal: Ctrl-D ends it, Ctrl-C gives up\r\n"))
      #expect(try await workspace.run("get", "hits").output == "3\n")
    }
  }

  @Test(arguments: [("INT", 130), ("TERM", 143)])
  func `who is stopped before the end changes nothing`(signal: String, status: Int) async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        """
        $ metricctl declare hits counter "" ""
        $ mkfifo text; exec 3<>text; env --default-signal=INT "$METRICCTL" import text & \
        printf '# TYPE hits counter\\nhits_total 3\\n' >&3; kill -\(signal) $!; { wait $!; } 2>/dev/null; echo $?
        \(status)
        $ metricctl get hits
        0
        """, in: workspace)
    }
  }
}
