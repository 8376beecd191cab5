internal import ArgumentParser
internal import MetricOperations

struct AddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Add a number to a counter or gauge.",
    usage: "metricctl add [<options>] <name> [<labelset>] <delta>",
    discussion: """
      A counter takes 0 or more. A negative number is an argument, not an option.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var series: SeriesArguments
  @OptionGroup var update: UpdateOptions

  @Argument(
    help: ArgumentHelp(
      "The series, if it has labels, and the number to add.", valueName: "labelset> <delta"))
  var words: [String] = []

  func run() throws {
    let words = OperationWords(.add, series, words, update: update)
    try common.update(words)
  }
}
