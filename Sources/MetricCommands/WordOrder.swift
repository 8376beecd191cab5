internal import MetricModel
internal import MetricOperations

/// Puts words into the order that the argument parser wants.
///
/// Options may stand before the command's name, values may begin with a dash, and negative numbers
/// are arguments: the parser knows none of this. The words keep their meaning; those that fit no
/// rule stay where they are.
enum WordOrder {
  static func forParser(_ words: [String]) -> [String] {
    let (options, rest) = leadingOptions(words)
    guard let command = rest.first else { return options }
    if command == "help" { return Array(rest) }
    let own = valuesAttached(rest.dropFirst())
    return [command] + options + (takesNumbers(command) ? numbersLast(own) : own)
  }

  /// The options before the command's name, values attached, and what follows them.
  static func leadingOptions(_ words: [String]) -> ([String], ArraySlice<String>) {
    var options: [String] = []
    var rest = words[...]
    while let word = rest.first, let option = OptionWord(word) {
      var behind = rest.dropFirst()
      guard let value = option.value(from: &behind) else { break }
      options += option.words(value)
      rest = behind
    }
    return (options, rest)
  }

  /// Options with their values in one word, `--name=value`, up to a `--`.
  private static func valuesAttached(_ words: ArraySlice<String>) -> [String] {
    var result: [String] = []
    var rest = words
    while let word = rest.popFirst() {
      if word == "--" { return result + [word] + rest }
      if let option = OptionWord(word), let value = option.value(from: &rest) {
        result += option.words(value)
      } else {
        result.append(word)
      }
    }
    return result
  }

  private static func takesNumbers(_ command: String) -> Bool {
    command == "get" || Verb(word: command) != nil
  }

  /// With a negative number among the words, all arguments go behind `--`.
  private static func numbersLast(_ words: [String]) -> [String] {
    let end = words.firstIndex(of: "--") ?? words.endIndex
    guard words[..<end].contains(where: isNegativeNumber) else { return words }
    var (options, arguments): ([String], [String]) = ([], [])
    var awaitsValue = false
    for word in words[..<end] {
      if awaitsValue || CommandWords.looksLikeOption(word) {
        options.append(word)
        awaitsValue = !awaitsValue && OptionWord(word)?.awaitsValue ?? false
      } else {
        arguments.append(word)
      }
    }
    return options + ["--"] + arguments + words[end...].dropFirst()
  }

  private static func isNegativeNumber(_ word: String) -> Bool {
    word.utf8.first == UInt8(ascii: "-") && (try? MetricNumber.parse(word)) != nil
  }
}

extension OptionWord {
  /// Whether the next word is its value.
  fileprivate var awaitsValue: Bool { name.takesValue && !hasValue }

  /// The option in one word, or two when its value is empty, as the parser takes them.
  fileprivate func words(_ value: String) -> [String] {
    guard name.takesValue else { return ["--\(name.long)"] }
    return value.isEmpty ? ["--\(name.long)", ""] : ["--\(name.long)=\(value)"]
  }
}
