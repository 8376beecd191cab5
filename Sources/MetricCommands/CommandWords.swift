internal import MetricModel
internal import MetricOperations

/// A command line told apart: the command's name, settings, operation options and arguments.
///
/// This reading takes only what it is certain of. For anything else (`--help`, an unknown option,
/// letters run together) it gives up, and the argument parser, the one authority on all that, has
/// the words instead.
struct CommandWords {
  private(set) var command: String?
  private(set) var settings = SettingsLayer()
  private var options = OptionWords()
  private(set) var arguments: [String] = []

  /// The operation options, in the order given: names and values apart.
  private struct OptionWords {
    var names: [OperationOption] = []
    var values: [String] = []
  }

  /// Nil when the words are for the argument parser.
  init?(_ words: [String]) {
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" {
        guard command != nil else { return nil }
        arguments += rest
        return
      }
      guard Self.looksLikeOption(word) else {
        if command == nil { command = word } else { arguments.append(word) }
        continue
      }
      guard takeOption(word, &rest) else { return nil }
    }
  }

  /// Words that begin with a dash are options, except `-` itself and negative numbers.
  static func looksLikeOption(_ word: String) -> Bool {
    guard word.utf8.first == UInt8(ascii: "-"), word.utf8.count > 1 else { return false }
    return MetricNumber.read(word) == nil
  }

  private mutating func takeOption(_ word: String, _ rest: inout ArraySlice<String>) -> Bool {
    guard let option = OptionWord(word) else { return false }
    guard let value = option.value(from: &rest) else { return false }
    switch option.name {
    case .setting(let key): settings.set(option: key, to: key.isFlag ? "1" : value)
    case .operation(let key):
      options.names.append(key)
      options.values.append(value)
    }
    return true
  }

  /// The words of an updating command, or nil when this is another one or an option is not its own.
  var operationWords: OperationWords? {
    guard let command, let verb = Verb(word: command) else { return nil }
    var words = OperationWords(verb: verb)
    for index in options.names.indices {
      words.take(options.names[index], value: options.values[index])
    }
    words.arguments = arguments
    return words.stranger == nil ? words : nil
  }

  /// The words of `get`, or nil likewise.
  var getWords: GetWords? {
    guard command == "get", !options.names.contains(where: { $0.letter != "l" }) else { return nil }
    return GetWords(arguments: arguments, labels: options.values)
  }
}
