internal import Foundation
internal import MetricModel
internal import TestSupport
internal import Testing

/// completions/ holds what `metricctl completions` prints, and the shells can read it.
@Suite struct CompletionScriptTests {
  private static let scripts = [
    ("bash", "completions/metricctl.bash"), ("zsh", "completions/_metricctl"),
    ("fish", "completions/metricctl.fish"),
  ]

  @Test(arguments: scripts)
  func `the script is the one that the program prints, and its shell can read it`(
    shell: String, file: String
  ) async throws {
    let path = Repository.path(file)
    let fresh = try await Command.run(
      Command.metricctl, ["completions", shell], environment: ["METRICCTL_CONFIG": "/dev/null"])
    #expect(fresh.status == 0 && fresh.error == "")
    #expect(try String(contentsOfFile: path, encoding: .utf8) == fresh.output)
    let reading = try await Command.run(shell, ["-n", path])
    #expect(reading == CommandResult(status: 0, output: "", error: ""))
  }

  /// Names are not among them: fish asks for those only when it is interactive.
  @Test func `fish offers commands, types and formats`() async throws {
    try await Workspace.use { workspace in
      #expect(try await fish("metricctl de", workspace) == ["declare", "delete"])
      let types = try await fish("metricctl declare new ", workspace)
      #expect(types == MetricKind.allCases.map(\.word).sorted())
      #expect(try await fish("metricctl dump --format j", workspace) == ["json"])
      #expect(try await fish("metricctl completions ", workspace) == ["bash", "fish", "zsh"])
    }
  }

  private func fish(_ line: String, _ workspace: Workspace) async throws -> [String] {
    var variables = workspace.environment
    variables["LINE"] = line
    variables["SCRIPT"] = Repository.path("completions/metricctl.fish")
    variables["METRICCTL"] = Command.metricctl
    variables["HOME"] = workspace.folder.path
    let script = """
      mkdir bin; ln -sf $METRICCTL bin/metricctl; set -x PATH bin $PATH
      source $SCRIPT; complete -C $LINE
      """
    let result = try await Command.run(
      "env", ["-C", workspace.folder.path, "fish", "--no-config", "-c", script],
      environment: variables)
    #expect(result.status == 0)
    return result.output.split(separator: "\n").map { String($0.split(separator: "\t")[0]) }
      .sorted()
  }
}
