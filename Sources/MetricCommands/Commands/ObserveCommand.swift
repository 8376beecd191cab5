internal import ArgumentParser
internal import MetricOperations

struct ObserveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "observe",
    abstract: "Count a number in a histogram or summary.",
    usage: "metricctl observe [<options>] <name> [<labelset>] <value>",
    discussion: """
      The number is 0 or more, unless a histogram was declared with buckets below 0.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var series: SeriesArguments
  @OptionGroup var update: UpdateOptions

  @Argument(
    help: ArgumentHelp(
      "The series, if it has labels, and what was observed.", valueName: "labelset> <value"))
  var words: [String] = []

  func run() throws {
    let words = OperationWords(.observe, series, words, update: update)
    try common.update(words)
  }
}
