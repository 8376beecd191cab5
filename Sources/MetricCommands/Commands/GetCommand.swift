internal import ArgumentParser
internal import MetricModel

struct GetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "get", abstract: "Print the value of a series.",
    usage: "metricctl get [<options>] <name> [<labelset>]",
    discussion: """
      A duration is printed as the seconds since it began, a stateset as the states that are on. \
      The samples of a histogram or summary can be named: NAME_count, NAME_sum, \
      'NAME_bucket{le="0.1"}', 'NAME{quantile="0.5"}'; NAME alone prints all in a line.
      """)

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
