internal import MetricModel
internal import MetricOperations

/// The updating commands and `get`, read from the words without the argument parser.
///
/// Running the parser costs about as much as everything else together. Its errors and help are
/// better, so that whatever is not plainly right goes there: a command line that means something
/// means the same both ways, which a test asserts for every form.
enum FastPath {
  /// Runs the command and returns its exit status; nil when the words are for the parser.
  static func run(_ words: [String]) -> Int32? {
    let task: Task
    let settings: Settings
    do throws(MetricError) {
      guard let words = CommandWords(words), let found = try Task(words) else { return nil }
      task = found
      settings = try .resolve(words.settings)
    } catch .invalid(.usage) {
      return nil
    } catch { return Report.failure(error) }
    return Execution.run(with: settings) { (settings) throws(MetricError) in
      switch task {
      case .update(let operation, let print):
        try Execution.update(operation, print: print, settings)
      case .get(let series): try Execution.get(series, settings)
      }
    }
  }

  private enum Task {
    case update(Operation, print: Bool)
    case get(SeriesReference)

    /// Nil for another command, or one with an option that is not its own.
    init?(_ words: CommandWords) throws(MetricError) {
      if let update = words.operationWords {
        self = .update(try update.operation(), print: update.print)
      } else if let get = words.getWords {
        self = .get(try get.series())
      } else {
        return nil
      }
    }
  }
}
