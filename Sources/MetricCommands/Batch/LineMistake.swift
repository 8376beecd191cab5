internal import MetricModel
internal import MetricOperations

/// Why words that the reader of command lines does not take form no operation.
///
/// On the command line the argument parser would say it.
enum LineMistake {
  /// The first thing that is wrong with the words of a line.
  static func error(in words: [String]) -> MetricError {
    .invalid(.usage(fault(in: words)))
  }

  private static func fault(in words: [String]) -> String {
    var command: String?
    var rest = words[...]
    while let word = rest.popFirst(), word != "--" {
      if !CommandWords.looksLikeOption(word) {
        command = command ?? word
      } else if let fault = fault(ofOption: word, &rest) {
        return fault
      }
    }
    guard let command, !command.isEmpty else { return "an operation is missing" }
    return fault(ofCommand: command)
  }

  private static func fault(
    ofOption word: String, _ rest: inout ArraySlice<String>
  ) -> String? {
    let name = String(word.prefix { $0 != "=" })
    guard let option = OptionWord(word) else {
      let known = OperationOption.allCases.map { "--\($0.rawValue)" }
      return "unknown option '\(shown(name))'" + suggestion(name, among: known)
    }
    if case .setting = option.name {
      return "option '\(shown(name))' is for metricctl batch, not for one of its lines"
    }
    guard option.value(from: &rest) == nil else { return nil }
    return "option '\(shown(name))' "
      + (option.name.takesValue ? "needs a value" : "takes no value")
  }

  private static func fault(ofCommand command: String) -> String {
    if command == "metricctl" { return "lines are written without 'metricctl'" }
    if command.unicodeScalars.first == "\u{feff}" {
      return "a byte order mark stands before the line (save the file as UTF-8 without one)"
    }
    let verbs = Verb.allCases.map(\.rawValue)
    let list = verbs.joined(separator: ", ")
    if RootCommand.names.contains(command) {
      return "'\(command)' is a command of its own, not an operation of a batch (\(list))"
    }
    let fault = "'\(shown(command))' is not an operation"
    guard let near = NearestCommand.to(command, among: verbs + ["cork", "uncork", "flush"]) else {
      return "\(fault) (\(list))"
    }
    return "\(fault). Did you mean '\(near)'?"
  }

  private static func suggestion(_ word: String, among candidates: [String]) -> String {
    NearestWord.to(word, among: candidates).map { ". Did you mean '\($0)'?" } ?? ""
  }
}
