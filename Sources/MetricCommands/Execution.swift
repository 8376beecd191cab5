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
    let applied: AppliedSeries?
    do throws(MetricError) {
      applied = try Database(at: settings.database, options: settings.options).apply(operation)
    } catch { throw DeclaredNames(settings).completing(error.ofOperation(operation)) }
    guard print, let applied else { return }
    try StandardStream.output.writeLine(applied.text)
  }

  /// Prints the bare value of a series, or of one of its samples.
  static func get(_ series: SeriesReference, _ settings: Settings) throws(MetricError) {
    let database = Database(at: settings.database, options: settings.options)
    let text: String
    do throws(MetricError) {
      text = try database.text(of: series)
    } catch { throw DeclaredNames(settings).completing(error) }
    try StandardStream.output.writeLine(text)
  }

  /// Carries out a file of updates in one transaction, and returns the status that the process is to
  /// exit with next.
  static func batch(
    file: String?, keepsGoing: Bool, _ settings: Settings
  ) throws(MetricError) -> Int32 {
    var batch = AtomicBatch(file: file, keepsGoing: keepsGoing, settings)
    let status = try batch.run()
    // The process ends: to give thousands of objects back one by one would take a tenth of its time.
    _ = Unmanaged.passRetained(Kept(batch))
    return status
  }

  private final class Kept {
    let batch: AtomicBatch

    init(_ batch: consuming AtomicBatch) { self.batch = batch }
  }

  /// Does a command's work, reports what goes wrong, and returns the exit status.
  static func run(
    with settings: Settings, _ work: (Settings) throws(MetricError) -> Void
  ) -> Int32 {
    status(with: settings) { (settings) throws(MetricError) in
      try work(settings)
      return 0
    }
  }

  /// The same for work that has told of its failures and knows its exit status.
  static func status(
    with settings: Settings, _ work: (Settings) throws(MetricError) -> Int32
  ) -> Int32 {
    Report.start(with: settings)
    do throws(MetricError) {
      return try work(settings)
    } catch { return Report.failure(error, settings: settings) }
  }
}

extension AppliedSeries {
  /// The bare value, in one line.
  var text: String { state.value.text(layout, at: now) }
}
