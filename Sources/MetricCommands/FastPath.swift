internal import MetricModel
internal import MetricOperations

/// The updating commands, `get` and a plain `batch`, read from the words without the argument parser.
///
/// Running the parser costs about as much as everything else together. Its errors and help are
/// better, so that whatever is not plainly right goes there: a command line that means something
/// means the same both ways, which a test asserts for every form.
enum FastPath {
  /// Runs the command and returns its exit status; nil when the words are for the parser.
  static func run(_ words: [String]) -> Int32? {
    guard let words = CommandWords(words) else { return nil }
    if let verb = Verb(word: words.command) {
      let update = words.operationWords(verb)
      return update.stranger == nil ? run(update, words.settings) : nil
    }
    if let batch = words.batchWords { return run(batch, words.settings) }
    guard let get = words.getWords else { return nil }
    return run(get, words.settings)
  }

  private static func run(_ words: OperationWords, _ flags: SettingsLayer) -> Int32? {
    let operation: Operation
    let settings: Settings
    do throws(MetricError) {
      operation = try words.operation()
      settings = try .resolve(flags)
    } catch .invalid(.usage) {
      return nil
    } catch { return Report.failure(error) }
    return Execution.run(with: settings) { (settings) throws(MetricError) in
      try Execution.update(operation, print: words.print, settings)
    }
  }

  private static func run(_ words: BatchWords, _ flags: SettingsLayer) -> Int32? {
    let settings: Settings
    do throws(MetricError) {
      settings = try .resolve(flags)
    } catch .invalid(.usage) {
      return nil
    } catch { return Report.failure(error) }
    return Execution.status(with: settings) { (settings) throws(MetricError) in
      try Execution.batch(file: words.file, keepsGoing: false, settings)
    }
  }

  private static func run(_ words: GetWords, _ flags: SettingsLayer) -> Int32? {
    let series: SeriesReference
    let settings: Settings
    do throws(MetricError) {
      series = try words.series()
      settings = try .resolve(flags)
    } catch .invalid(.usage) {
      return nil
    } catch { return Report.failure(error) }
    return Execution.run(with: settings) { (settings) throws(MetricError) in
      try Execution.get(series, settings)
    }
  }
}
