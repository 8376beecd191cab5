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
    guard let words = CommandWords(words), let task = Task(words) else { return nil }
    let settings: Settings
    do throws(MetricError) {
      settings = try .resolve(words.settings)
    } catch { return Report.failure(error) }
    do throws(MetricError) {
      try task.run(settings)
      return 0
    } catch .invalid(.usage) {
      return nil
    } catch {
      return Report.failure(error, settings: settings)
    }
  }

  private enum Task {
    case update(OperationWords)
    case get(GetWords)

    init?(_ words: CommandWords) {
      if let operation = words.operationWords {
        self = .update(operation)
      } else if words.command == "get",
        words.operationOptions.allSatisfy({ $0.option == .label })
      {
        self = .get(
          GetWords(arguments: words.arguments, labels: words.operationOptions.map(\.value)))
      } else {
        return nil
      }
    }

    func run(_ settings: Settings) throws(MetricError) {
      switch self {
      case .update(let words): try Execution.update(words, settings)
      case .get(let words): try Execution.get(words, settings)
      }
    }
  }
}
