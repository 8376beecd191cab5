internal import ArgumentParser
internal import MetricModel
internal import SystemCalls

struct CompletionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions", abstract: "Print the completion script of a shell.",
    usage: "metricctl completions [<options>] <shell>",
    discussion: "Metric names are completed from the database; label values never are.")

  @OptionGroup var common: CommonOptions

  @Argument(
    help: ArgumentHelp("bash, zsh or fish.", valueName: "shell"),
    completion: .list(["bash", "zsh", "fish"]))
  var shell: String

  func run() throws {
    try common.perform { (_) throws(MetricError) in
      guard let shell = CompletionShell(rawValue: shell) else {
        throw .invalid(.option("SHELL", value: shell, expected: "bash, zsh or fish"))
      }
      try StandardStream.output.writeLine(RootCommand.completionScript(for: shell))
    }
  }
}
