internal import ArgumentParser
internal import MetricOperations

struct IncrCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "incr",
    abstract: "Add 1 to a counter or gauge.",
    usage: "metricctl incr [<options>] <name> [<labelset>]",
    discussion: """
      The series is created when it is not there yet; its metric must have been declared, or be \
      declared on the way with --declare.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var series: SeriesArguments
  @OptionGroup var update: UpdateOptions

  @Argument(help: ArgumentHelp("The series: label=value,...", valueName: "labelset"))
  var labelset: [String] = []

  func run() throws {
    let words = OperationWords(.incr, series, labelset, update: update)
    try common.update(words)
  }
}
