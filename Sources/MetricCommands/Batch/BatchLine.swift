internal import MetricModel
internal import MetricOperations

/// What one line of a batch asks for: an operation in the words of the command line, or one of the
/// words that only a stream has.
enum BatchLine {
  /// A blank line or a comment.
  case nothing
  case operation(Operation, prints: Bool)
  /// What follows is committed together.
  case cork
  /// What was corked is committed now.
  case uncork
  /// Asks to be told when all before it is on disk.
  case flush

  /// Reads a line, which comes without its end.
  init(_ line: ArraySlice<UInt8>) throws(MetricError) {
    let words = try ShellWords.read(line)
    guard !words.isEmpty else {
      self = .nothing
      return
    }
    guard let command = CommandWords(words), command.settings.isEmpty, !command.command.isEmpty
    else { throw LineMistake.error(in: words) }
    if let verb = Verb(word: command.command) {
      self = try Self.operation(command.operationWords(verb))
    } else {
      self = try Self.control(words)
    }
  }

  /// Reads a line that has been cut off its input.
  init(_ line: LineCutter.Line, of cutter: borrowing LineCutter) throws(MetricError) {
    guard case .whole(let range) = line else { throw .invalid(.lineSyntax(.tooLong)) }
    try self.init(cutter.bytes[range])
  }

  /// Whether only a stream has such a line.
  var isOfStream: Bool {
    switch self {
    case .cork, .uncork, .flush: true
    case .nothing, .operation: false
    }
  }

  /// Whether somebody waits for an answer to the line.
  var isFlush: Bool {
    if case .flush = self { true } else { false }
  }

  private static func operation(_ words: OperationWords) throws(MetricError) -> BatchLine {
    if let stranger = words.stranger {
      throw .invalid(.usage("\(words.verb.rawValue) takes no option '--\(stranger.rawValue)'"))
    }
    return .operation(try words.operation(), prints: words.print)
  }

  private static func control(_ words: [String]) throws(MetricError) -> BatchLine {
    let line: BatchLine
    switch words[0] {
    case "cork": line = .cork
    case "uncork": line = .uncork
    case "flush": line = .flush
    default: throw LineMistake.error(in: words)
    }
    guard words.count == 1 else { throw .invalid(.usage("\(words[0]) stands alone in its line")) }
    return line
  }
}
