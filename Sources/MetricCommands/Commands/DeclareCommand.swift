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
      once; "" is the series without labels. Buckets, quantiles and states stay as they were \
      declared first.
      """)

  @OptionGroup var common: CommonOptions

  @Argument(
    help: ArgumentHelp("The metric's name.", valueName: "name"))
  var name: String

  @Argument(
    help: ArgumentHelp(
      "counter, gauge, duration, histogram, gaugehistogram, summary, info, stateset or unknown.",
      valueName: "type"), completion: .kinds)
  var type: String

  @Argument(help: ArgumentHelp("What the metric counts or measures.", valueName: "help"))
  var help: String?

  @Argument(help: ArgumentHelp("Series to create, such as code=200.", valueName: "labelset"))
  var labelsets: [String] = []

  @Option(help: ArgumentHelp("The unit that the name ends in, such as seconds.", valueName: "unit"))
  var unit: String?

  @Option(
    help: ArgumentHelp(
      "A histogram's upper bounds, such as 0.1,1,10 (default: by unit).", valueName: "bounds"))
  var buckets: String?

  @Option(help: ArgumentHelp("A summary's quantiles, such as 0.5,0.99.", valueName: "quantiles"))
  var quantiles: String?

  @Option(help: ArgumentHelp("A stateset's states, such as up,down.", valueName: "states"))
  var states: String?

  func run() throws {
    let words = OperationWords(verb: .declare)
    words.arguments = [name, type] + (help.map { [$0] } ?? []) + labelsets
    words.unit = unit
    words.buckets = buckets
    words.quantiles = quantiles
    words.states = states
    try common.update(words)
  }
}
