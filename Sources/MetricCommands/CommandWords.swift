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
  private(set) var operationOptions: [(option: OperationOption, value: String)] = []
  private(set) var arguments: [String] = []

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
    return (try? MetricNumber.parse(word)) == nil
  }

  private mutating func takeOption(_ word: String, _ rest: inout ArraySlice<String>) -> Bool {
    guard let option = OptionWord(word) else { return false }
    switch option.name {
    case .setting(let key):
      guard let value = option.value(takesValue: !key.isFlag, from: &rest) else { return false }
      settings.set(option: key, to: key.isFlag ? "1" : value)
    case .operation(let key):
      guard let value = option.value(takesValue: key.takesValue, from: &rest) else { return false }
      operationOptions.append((key, value))
    }
    return true
  }

  /// The words of an updating command, or nil when this is another one or an option is not its own.
  var operationWords: OperationWords? {
    guard let command, let verb = Verb(rawValue: command) else { return nil }
    var words = OperationWords(verb: verb)
    for (option, value) in operationOptions {
      guard verb.options.contains(option) else { return nil }
      words.take(option, value: value)
    }
    words.arguments = arguments
    return words
  }
}

/// One word that is an option: `--name`, `--name=value` or `-n`.
struct OptionWord {
  enum Name {
    case setting(SettingKey)
    case operation(OperationOption)
  }

  let name: Name
  private let attached: String?

  init?(_ word: String) {
    let body = word.utf8.dropFirst(word.hasPrefix("--") ? 2 : 1)
    if word.hasPrefix("--") {
      let equals = body.firstIndex(of: UInt8(ascii: "=")) ?? body.endIndex
      guard let name = Self.name(long: String(Substring(body[..<equals]))) else { return nil }
      self.name = name
      attached =
        equals == body.endIndex ? nil : String(Substring(body[body.index(after: equals)...]))
    } else {
      guard body.count == 1, let name = Self.name(letter: word.last!) else { return nil }
      self.name = name
      attached = nil
    }
  }

  private static func name(long text: String) -> Name? {
    if let key = SettingKey(rawValue: text) { return .setting(key) }
    return OperationOption(rawValue: text).map { .operation($0) }
  }

  private static func name(letter: Character) -> Name? {
    if let key = SettingKey.allCases.first(where: { $0.letter == letter }) { return .setting(key) }
    return letter == OperationOption.label.letter ? .operation(.label) : nil
  }

  /// The option's value: attached or the next word; "" for a flag; nil when it is wrong or missing.
  func value(takesValue: Bool, from rest: inout ArraySlice<String>) -> String? {
    guard takesValue else { return attached == nil ? "" : nil }
    if let attached { return attached }
    guard let next = rest.first, !CommandWords.looksLikeOption(next) else { return nil }
    rest.removeFirst()
    return next
  }
}
