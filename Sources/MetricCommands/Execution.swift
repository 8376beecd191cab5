internal import MetricModel
internal import MetricOperations
internal import MetricStore
internal import SystemCalls

/// What the updating commands and `get` do, whichever way their words were read.
enum Execution {
  /// Carries out an updating command.
  static func update(
    _ operation: Operation, print: Bool, _ settings: Settings
  ) throws(MetricError) {
    let applied = try Database(at: settings.database, options: settings.options).apply(operation)
    guard print, let applied else { return }
    try printValue(of: applied)
  }

  /// Prints the bare value of a series, or of one of its samples.
  static func get(_ series: SeriesReference, _ settings: Settings) throws(MetricError) {
    let database = Database(at: settings.database, options: settings.options)
    try printValue(of: try database.read(series))
  }

  private static func printValue(of series: AppliedSeries) throws(MetricError) {
    try StandardStream.output.writeLine(series.state.value.text(series.layout, at: series.now))
  }

  /// Does a command's work, reports what goes wrong, and returns the exit status.
  static func run(
    with settings: Settings, _ work: (Settings) throws(MetricError) -> Void
  ) -> Int32 {
    Report.start(with: settings)
    do throws(MetricError) {
      try work(settings)
      return 0
    } catch { return Report.failure(error, settings: settings) }
  }
}
