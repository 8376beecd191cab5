internal import MetricModel
internal import MetricOperations

/// A command line told apart: the command's name, settings, operation options and arguments.
///
/// This reading takes only what it is certain of. For anything else (`--help`, an unknown option,
/// letters run together) it gives up, and the argument parser, the one authority on all that, has
/// the words instead.
final class CommandWords {
  private(set) var command = ""
  let settings = SettingsLayer()
  private(set) var arguments: [String] = []
  private var firstOption: OptionGiven?
  private var lastOption: OptionGiven?

  /// An operation option and its value, in a list in the order given.
  private final class OptionGiven {
    let name: OperationOption
    let value: String
    var next: OptionGiven?

    init(_ name: OperationOption, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// Nil when the words are for the argument parser.
  init?(_ words: [String]) {
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" {
        guard !command.isEmpty else { return nil }
        arguments += rest
        return
      }
      guard Self.looksLikeOption(word) else {
        if !command.isEmpty {
          arguments.append(word)
        } else {
          // An empty word is no command, which the parser says.
          guard !word.isEmpty else { return nil }
          command = word
        }
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

  private func takeOption(_ word: String, _ rest: inout ArraySlice<String>) -> Bool {
    guard let option = OptionWord(word) else { return false }
    guard let value = option.value(from: &rest) else { return false }
    switch option.name {
    case .setting(let key): settings.set(option: key, to: key.isFlag ? "1" : value)
    case .operation(let key):
      let given = OptionGiven(key, value)
      if let last = lastOption { last.next = given } else { firstOption = given }
      lastOption = given
    }
    return true
  }

  /// The words of an updating command; an option that is not its own is their `stranger`.
  func operationWords(_ verb: Verb) -> OperationWords {
    let words = OperationWords(verb: verb)
    var option = firstOption
    while let given = option {
      words.take(given.name, value: given.value)
      option = given.next
    }
    words.arguments = arguments
    return words
  }

  /// The words of a `batch` without options of its own, or nil.
  var batchWords: BatchWords? {
    guard command == "batch", firstOption == nil, arguments.count < 2 else { return nil }
    let file = arguments.first ?? "-"
    if file == "-" { return BatchWords(file: nil) }
    // What looks like a negative number is an argument here and an option there.
    return file.hasPrefix("-") ? nil : BatchWords(file: file)
  }

  /// The words of `get`, or nil when this is another one or an option is not its own.
  var getWords: GetWords? {
    guard command == "get" else { return nil }
    var words = GetWords(arguments: arguments, labels: [])
    var option = firstOption
    while let given = option {
      guard case .label = given.name else { return nil }
      words.labels.append(given.value)
      option = given.next
    }
    return words
  }
}
