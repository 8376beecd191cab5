internal import MetricModel
internal import MetricOperations

/// Puts words into the order that the argument parser wants.
///
/// Settings may stand before the command's name, and negative numbers are arguments: the parser
/// knows neither. The words keep their meaning; those that fit no rule stay where they are.
enum WordOrder {
  static func forParser(_ words: [String]) -> [String] {
    let (settings, rest) = leadingSettings(words)
    guard let command = rest.first else { return settings }
    return [command] + settings + numbersLast(rest.dropFirst())
  }

  private static func leadingSettings(_ words: [String]) -> ([String], ArraySlice<String>) {
    var settings: [String] = []
    var rest = words[...]
    while let word = rest.first, let option = OptionWord(word), case .setting(let key) = option.name {
      let before = rest
      rest.removeFirst()
      guard option.value(takesValue: !key.isFlag, from: &rest) != nil else { return (settings, before) }
      settings += before[..<rest.startIndex]
    }
    return (settings, rest)
  }

  /// With a negative number among the words, all arguments go behind `--`.
  private static func numbersLast(_ words: ArraySlice<String>) -> [String] {
    let end = words.firstIndex(of: "--") ?? words.endIndex
    guard words[..<end].contains(where: isNegativeNumber) else { return Array(words) }
    var options: [String] = []
    var arguments: [String] = []
    var rest = words[..<end]
    while let word = rest.popFirst() {
      guard CommandWords.looksLikeOption(word) else {
        arguments.append(word)
        continue
      }
      options.append(word)
      if OptionWord(word)?.takesNextWord ?? false, let value = rest.popFirst() {
        options.append(value)
      }
    }
    return options + ["--"] + arguments + words[end...].dropFirst()
  }

  private static func isNegativeNumber(_ word: String) -> Bool {
    word.utf8.first == UInt8(ascii: "-") && (try? MetricNumber.parse(word)) != nil
  }
}

extension OptionWord {
  /// Whether the value, if the option has one, is the word behind it.
  var takesNextWord: Bool {
    var none: ArraySlice<String> = []
    switch name {
    case .setting(let key): return !key.isFlag && value(takesValue: true, from: &none) == nil
    case .operation(let key): return key.takesValue && value(takesValue: true, from: &none) == nil
    }
  }
}
