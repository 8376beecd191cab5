internal import ArgumentParser
internal import MetricOperations

struct DeleteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "Take a series away.",
    usage: "metricctl delete [<options>] <name> [<labelset>]",
    discussion: """
      With --all every series of the metric goes, and its declaration.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var series: SeriesArguments

  @Flag(help: "Every series of the metric, and its declaration.")
  var all = false

  @Argument(help: ArgumentHelp("The series: label=value,...", valueName: "labelset"))
  var labelset: [String] = []

  func run() throws {
    let words = OperationWords(.delete, series, labelset)
    words.all = all
    try common.update(words)
  }
}
