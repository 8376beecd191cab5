internal import MetricModel

/// Words that form no command, and the one line that says why and names the way out.
struct Mistake {
  /// The words as the argument parser had them.
  let words: [String]
  /// What the parser found wrong, in its own words.
  let complaint: String

  init(words: [String], complaint: String) { (self.words, self.complaint) = (words, complaint) }

  /// Help for a command that there is not, for which the parser shows help for all; else nil.
  init?(helpFor words: [String]) {
    guard words.count > 1, words[0] == "help", !CommandWords.looksLikeOption(words[1]),
      !RootCommand.names.contains(words[1])
    else { return nil }
    self.init(words: [words[1]], complaint: "")
  }

  var error: MetricError { .invalid(.usage("\(shown(fault)) (see \(help))")) }

  private var command: String? { words.first.flatMap { RootCommand.names.contains($0) ? $0 : nil } }

  private var help: String {
    command.map { "metricctl \($0) --help" } ?? "metricctl --help"
  }

  /// The parser explains what is wrong behind a command's name; before it, it only counts words.
  private var fault: String {
    if command != nil { return synonym ?? tidied }
    let rest = WordOrder.leadingOptions(words).1
    guard let word = rest.first else { return "a command is missing" }
    if word == "--" { return "a command is missing before '--'" }
    guard CommandWords.looksLikeOption(word) else { return Self.fault(ofCommand: word, rest) }
    if let option = OptionWord(word), option.name.takesValue {
      return rest.count == 1 ? "option '\(word)' needs a value" : tidied
    }
    let name = String(word.prefix { $0 != "=" })
    if let synonym = Mistake(words: words, complaint: "Unknown option '\(name)'").synonym {
      return synonym
    }
    let known = SettingKey.allCases.map { "--\($0.rawValue)" } + ["--help", "--version"]
    return "unknown option '\(shown(name))'" + suggestion(name, among: known)
  }

  private static func fault(ofCommand word: String, _ rest: ArraySlice<String>) -> String {
    if word == "metricctl" { return "'metricctl' is written once" }
    let fault = "'\(shown(word))' is not a command"
    if let near = NearestCommand.to(word, among: RootCommand.names) {
      return "\(fault). Did you mean '\(near)'?"
    }
    // NAME before the command, as in `hits incr`.
    let next = rest.dropFirst().first ?? ""
    guard RootCommand.names.contains(next), (try? SeriesReference(parsing: word)) != nil else {
      return fault
    }
    return "\(fault). Did you mean '\(next) \(shown(word))'?"
  }

  private func suggestion(_ word: String, among candidates: [String]) -> String {
    NearestWord.to(word, among: candidates).map { ". Did you mean '\($0)'?" } ?? ""
  }

  /// What other tools call options that every command has.
  private var synonym: String? {
    let known = [
      ("--database", ["--db", "--file", "--path", "--data"]),
      ("--lock-timeout", ["--timeout", "--wait", "--lock"]),
      ("--config", ["--conf", "--configuration"]),
      ("--quiet", ["--silent"]), ("--safe", ["--ignore-errors", "--force"]),
    ]
    for (option, words) in known {
      for word in words where complaint.hasPrefix("Unknown option '\(word)'") {
        return "unknown option '\(word)'. Did you mean '\(option)'?"
      }
    }
    return nil
  }

  /// The complaint in one line, in the form of the other messages: `missing expected argument`.
  private var tidied: String {
    let line = withoutFarSuggestion(complaint.split { $0 == "\n" }.joined(separator: " "))
    let end = line.hasSuffix(".") ? line.dropLast() : line[...]
    return end.prefix(1).lowercased() + end.dropFirst()
  }

  /// The parser suggests `--quiet` for `--print`: a suggestion stays only when it is near.
  private func withoutFarSuggestion(_ line: String) -> String {
    let words = line.split(separator: "'", omittingEmptySubsequences: false)
    guard words.count == 5, words[2] == ". Did you mean " else { return line }
    let isNear = NearestWord.to(String(words[1]), among: [String(words[3])]) != nil
    return isNear ? line : words[..<2].joined(separator: "'") + "'"
  }
}
