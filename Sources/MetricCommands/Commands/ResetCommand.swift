internal import ArgumentParser
internal import MetricOperations

struct ResetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reset",
    abstract: "Make a series 0 or empty, or a duration begin now.",
    usage: "metricctl reset [<options>] <name> [<labelset>]",
    discussion: """
      A histogram or summary becomes empty, a stateset has no state on. The created time of a \
      counter, histogram or summary moves, which tells monitoring systems that it began anew.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var series: SeriesArguments
  @OptionGroup var update: UpdateOptions

  @Flag(help: "Every series of the metric.")
  var all = false

  @Argument(help: ArgumentHelp("The series: label=value,...", valueName: "labelset"))
  var labelset: [String] = []

  func run() throws {
    let words = OperationWords(.reset, series, labelset, update: update)
    words.all = all
    try common.update(words)
  }
}
