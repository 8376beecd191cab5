internal import ArgumentParser
internal import Exposition
internal import MetricModel
internal import MetricStore
internal import SystemCalls

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Put metrics from OpenMetrics or Prometheus text into the database.",
    usage: "metricctl import [<options>] [<file>] [<selector> ...]",
    discussion: """
      All of the text, or of it what the selectors choose; with a fault, nothing of it, unless \
      --skip-invalid leaves out what cannot be kept. Metrics are declared as the text says, and \
      what is there gets the value of the text: this is how a dump is put back. Other metrics and \
      series stay as they are. Timestamps and exemplars are checked and left out.
      """)

  @OptionGroup var common: CommonOptions

  @Flag(help: "Add to counters, gauges, histograms and summaries that are there.")
  var add = false

  @Flag(help: "Leave out metrics that cannot be kept, and take the others.")
  var skipInvalid = false

  @Option(
    help: ArgumentHelp(
      "openmetrics or prometheus (default: what the text says).", valueName: "format"),
    completion: .list(ExpositionDialect.allCases.map(\.rawValue)))
  var format: String?

  @Argument(
    help: ArgumentHelp(
      "Where the text is ('-' or none: standard input).", valueName: "file"),
    completion: .file())
  var file: String?

  @Argument(
    help: ArgumentHelp("What to take of it (default: everything).", valueName: "selector"))
  var selectors: [String] = []

  func run() throws {
    let dialect = try format.map { word throws(MetricError) in try ExpositionDialect(word: word) }
    let selectors = try Selection(selectors).selectors
    let text = ImportedText(file: file == "-" ? nil : file, dialect: dialect)
    try common.performForStatus { (settings) throws(MetricError) in
      try ImportRun(
        text: text, selectors: selectors, adding: add, skipsInvalid: skipInvalid,
        settings: settings
      ).run()
    }
  }
}
