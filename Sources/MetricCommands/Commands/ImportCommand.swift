internal import ArgumentParser
internal import Exposition
internal import MetricModel
internal import MetricStore
internal import SystemCalls

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Put metrics from OpenMetrics or Prometheus text into the database.",
    usage: "metricctl import [<options>] [<file>]",
    discussion: """
      All of the text, or nothing of it. Metrics are declared as the text says, and what is there \
      gets the value of the text: this is how a dump is put back. Other metrics and series stay as \
      they are. Timestamps and exemplars are checked and left out.
      """)

  @OptionGroup var common: CommonOptions

  @Flag(help: "Add to counters, gauges, histograms and summaries that are there.")
  var add = false

  @Option(
    help: ArgumentHelp(
      "openmetrics or prometheus (default: what the text says).", valueName: "format"),
    completion: .list(ExpositionDialect.allCases.map(\.rawValue)))
  var format: String?

  @Argument(
    help: ArgumentHelp("Where the text is (default: standard input).", valueName: "file"),
    completion: .file())
  var file: String?

  func run() throws {
    var dialect: ExpositionDialect?
    if let format { dialect = try ExpositionDialect(word: format) }
    let text = ImportedText(file: file == "-" ? nil : file, dialect: dialect)
    try common.perform { (settings) throws(MetricError) in
      let progress = Progress(isQuiet: settings.isQuiet)
      let metrics = try text.read(progress, isQuiet: settings.isQuiet)
      let count = metrics.families.count
      let series = metrics.families.reduce(0) { $0 + $1.series.count }
      try Database(at: settings.database, options: settings.options)
        .take(metrics, adding: add) { progress.show($0, of: series, "series taken") }
      progress.clear()
      guard settings.isVerbose, !settings.isQuiet else { return }
      Report.line("imported \(count) metric\(count == 1 ? "" : "s"), \(series) series")
    }
  }
}
