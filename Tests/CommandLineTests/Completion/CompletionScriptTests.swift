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

  /// Each line is typed, and run as it was completed.
  private static let typed = """
    metricctl incr hits a=\t
    metricctl incr hits -l a=\t
    metricctl -d other.db inc\toth\t
    metricctl set phase u\t
    metricctl help decl\t>help.txt
    metricctl dump --format csv --created off hits -o outp\t
    metricctl push graph\tlocalhost:1 heat --dry-run >push.txt
    metricctl dump 'heat{b=\t --format csv --created off >selected.txt

    """

  @Test(arguments: scripts)
  func `a line that is typed with TAB does what it says, and runs nothing else`(
    shell: String, file: String
  ) async throws {
    try await Workspace.use { workspace in
      let value = #"it's "q" \ $(touch owned) `touch owned`; touch owned & {x,y} ~ * !"#
      try await workspace.run("declare", "hits", "counter")
      try await workspace.run("incr", "hits", "-l", "a=" + value)
      try await workspace.run("-d", "other.db", "declare", "others", "counter", "", "")
      try await workspace.run("declare", "phase", "stateset", "--states", "up,down")
      try await workspace.run("set", "heat", "-l", "b=x y", "1", "--declare", "gauge")
      let shown = try await type(Self.typed, into: shell, file, workspace)
      let quoted = value.replacing(#"\"#, with: #"\\"#).replacing(#"""#, with: #"\""#)
      #expect(try await workspace.run("get", "hits", "a=\"\(quoted)\"").output == "3\n", "\(shown)")
      #expect(
        try await workspace.run("-d", "other.db", "get", "others").output == "1\n", "\(shown)")
      #expect(try await workspace.run("get", "phase", "phase=up").output == "1\n", "\(shown)")
      let heat = "name,type,labels,value\nheat,gauge,\"b=\"\"x y\"\"\",1\n"
      #expect(try workspace.text("selected.txt") == heat, "\(shown)")
      #expect(try workspace.text("output.txt").hasSuffix(",3\n"), "\(shown)")
      #expect(try workspace.text("help.txt").hasPrefix("OVERVIEW: Declare a metric."), "\(shown)")
      #expect(try workspace.text("push.txt").hasPrefix("heat;b=x_y 1 "), "\(shown)")
      #expect(!FileManager.default.fileExists(atPath: workspace.folder.file("owned")), "\(shown)")
    }
  }

  private func type(
    _ lines: String, into shell: String, _ file: String, _ workspace: Workspace
  ) async throws -> String {
    let bin = workspace.folder.file("bin")
    try FileManager.default.createDirectory(atPath: bin, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: bin + "/metricctl", withDestinationPath: Command.metricctl)
    try "".write(toFile: workspace.folder.file("output.txt"), atomically: true, encoding: .utf8)
    var variables = workspace.environment
    variables["PATH"] = bin + ":/usr/bin:/bin"
    variables["HOME"] = workspace.folder.path
    variables["TERM"] = "xterm"
    variables["LANG"] = "C.UTF-8"
    let result = try await Python.run(
      "Tests/CommandLineTests/Completion/typing.py",
      [shell, Repository.path(file), workspace.folder.path], environment: variables, input: lines)
    #expect(result.status == 0, "\(result.error)")
    return result.output
  }
}

extension Workspace {
  /// What a file of the workspace's folder holds.
  fileprivate func text(_ name: String) throws -> String {
    try String(contentsOfFile: folder.file(name), encoding: .utf8)
  }
}
