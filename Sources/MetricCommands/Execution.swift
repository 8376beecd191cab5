internal import MetricModel
internal import MetricOperations
internal import MetricStore
internal import SystemCalls

/// What the updating commands and `get` do, whichever way their words were read.
enum Execution {
  /// Carries out an updating command.
  static func update(_ words: OperationWords, _ settings: Settings) throws(MetricError) {
    let applied = try Database(at: settings.database, options: settings.options)
      .apply([try words.operation()])
    guard words.print, let applied else { return }
    try printNumber(applied.state.value.number(at: applied.now))
  }

  /// Prints the bare value of a series.
  static func get(_ words: GetWords, _ settings: Settings) throws(MetricError) {
    let series = try words.series()
    let database = Database(at: settings.database, options: settings.options)
    try printNumber(try database.number(of: series))
  }

  private static func printNumber(_ number: Double) throws(MetricError) {
    try StandardStream.output.writeLine(MetricNumber.text(number))
  }
}

/// The words of `get`: NAME, perhaps a LABELSET, and `-l` options.
struct GetWords {
  var arguments: [String]
  var labels: [String]

  func series() throws(MetricError) -> SeriesReference {
    guard (1...2).contains(arguments.count) else {
      throw .invalid(.usage("get takes a NAME and one LABELSET (see metricctl get --help)"))
    }
    var series = try SeriesReference(parsing: arguments[0])
    if arguments.count == 2 {
      series.labels = try series.labels.merging(try LabelSet(parsing: arguments[1]))
    }
    for label in labels {
      series.labels = try series.labels.merging(try LabelSet(singleLabel: label))
    }
    return series
  }
}
