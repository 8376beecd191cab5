internal import ArgumentParser
internal import MetricOperations

struct DeclareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "declare",
    abstract: "Declare a metric.",
    usage: "metricctl declare [<options>] <name> <type> [<help>] [<labelset> ...]",
    discussion: """
      A metric that is declared already keeps its values; another help text replaces the old one, \
      another type is refused. A script may always begin with it. Each LABELSET is created at \
      once; "" is the series without labels.
      """)

  @OptionGroup var common: CommonOptions

  @Argument(
    help: ArgumentHelp("The metric's name.", valueName: "name"),
    completion: MetricNames.completion)
  var name: String

  @Argument(
    help: ArgumentHelp(
      "counter, gauge, duration or unknown.", valueName: "type"), completion: MetricNames.kinds)
  var type: String

  @Argument(help: ArgumentHelp("What the metric counts or measures.", valueName: "help"))
  var help: String?

  @Argument(help: ArgumentHelp("Series to create, such as code=200.", valueName: "labelset"))
  var labelsets: [String] = []

  @Option(help: ArgumentHelp("The unit that the name ends in, such as seconds.", valueName: "unit"))
  var unit: String?

  func run() throws {
    let words = OperationWords(verb: .declare)
    words.arguments = [name, type] + (help.map { [$0] } ?? []) + labelsets
    words.unit = unit
    try common.update(words)
  }
}
