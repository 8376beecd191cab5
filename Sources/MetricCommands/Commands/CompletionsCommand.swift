internal import ArgumentParser
internal import MetricModel
internal import SystemCalls

struct CompletionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions", abstract: "Print the completion script of a shell.",
    usage: "metricctl completions [<options>] <shell>",
    discussion: "Names, labels and states are completed from the database; none is ever evaluated.")

  @OptionGroup var common: CommonOptions

  @Argument(
    help: ArgumentHelp("bash, zsh or fish.", valueName: "shell"),
    completion: .list(["bash", "zsh", "fish"]))
  var shell: String

  func run() throws {
    try common.perform { (_) throws(MetricError) in
      guard let script = CompletionScript(rawValue: shell) else {
        throw .invalid(.option("SHELL", value: shell, expected: "bash, zsh or fish"))
      }
      try StandardStream.output.writeLine(script.text)
    }
  }
}
