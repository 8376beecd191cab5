internal import ArgumentParser
internal import MetricOperations

struct SetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: "Give a series a value.",
    usage: "metricctl set [<options>] <name> [<labelset>] [<value>]",
    discussion: """
      A counter may not be lowered (see reset). On a duration it sets the elapsed seconds. A \
      stateset takes the state that is to be on; an info takes labels alone.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var series: SeriesArguments
  @OptionGroup var update: UpdateOptions

  @Flag(help: "Only when the series is not there yet.")
  var ifNew = false

  @Argument(
    help: ArgumentHelp(
      "The series, if it has labels, and its new value or state.",
      valueName: "labelset> <value"))
  var words: [String] = []

  func run() throws {
    let words = OperationWords(.set, series, words, update: update)
    words.ifNew = ifNew
    try common.update(words)
  }
}
