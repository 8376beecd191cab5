internal import ArgumentParser
internal import MetricModel

struct GetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "get", abstract: "Print the value of a series.",
    usage: "metricctl get [<options>] <name> [<labelset>]",
    discussion: "A duration is printed as the seconds since it began.")

  @OptionGroup var common: CommonOptions
  @OptionGroup var series: SeriesArguments

  @Argument(help: ArgumentHelp("The series: label=value,...", valueName: "labelset"))
  var labelset: [String] = []

  func run() throws {
    let words = GetWords(arguments: [series.name] + labelset, labels: series.label)
    let series = try words.series()
    try common.perform { (settings) throws(MetricError) in
      try Execution.get(series, settings)
    }
  }
}
