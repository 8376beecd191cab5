internal import ArgumentParser
internal import MetricModel

/// A command line that is not complete yet: the words before the cursor's, and that one.
struct CompletionRequest {
  let words: [String]
  let current: String

  /// What may stand in the place of the current word.
  var completion: Completion {
    var rest = words[...]
    while let word = rest.first, word.hasPrefix("-"), word != "--" {
      rest.removeFirst()
      guard let option = CommandForm.common.option(word), option.takesValue else { continue }
      if rest.popFirst() == nil { return values(of: option, typed: current) }
    }
    guard let command = rest.popFirst() else { return beginning }
    if command == "help" { return .candidates(rest.isEmpty ? Self.commands : []) }
    guard let form = CommandForm(of: command) else { return .candidates([]) }
    return completion(of: command, form, behind: rest)
  }

  /// The commands, with what they do.
  private static var commands: [Candidate] {
    RootCommand.configuration.groupedSubcommands.flatMap(\.subcommands).map {
      Candidate(text: $0.configuration.commandName ?? "", note: $0.configuration.abstract)
    } + [Candidate(text: "help", note: "Show help of a command.")]
  }

  private var beginning: Completion {
    guard current.hasPrefix("-") else { return .candidates(Self.commands) }
    let own = [
      Candidate(text: "--help", note: "Show help."),
      Candidate(text: "--version", note: "Show the version."),
    ]
    return options(.common, given: words, with: own)
  }

  private func completion(
    of command: String, _ form: CommandForm, behind words: ArraySlice<String>
  ) -> Completion {
    var arguments: [String] = []
    var rest = words
    while let word = rest.popFirst() {
      if word == "--" {
        arguments += rest
        return argument(of: command, form, arguments)
      }
      guard word.hasPrefix("-"), word.count > 1, MetricNumber.read(word) == nil else {
        arguments.append(word)
        continue
      }
      guard let option = form.option(word), option.takesValue else { continue }
      if rest.popFirst() == nil { return values(of: option, typed: current, arguments) }
    }
    if current.hasPrefix("-"), MetricNumber.read(current) == nil {
      return options(form, given: Array(words), with: [], arguments)
    }
    return argument(of: command, form, arguments)
  }

  /// The names of options that may still be given, or the values of one: `--format=j`.
  private func options(
    _ form: CommandForm, given: [String], with own: [Candidate], _ arguments: [String] = []
  ) -> Completion {
    if let equals = current.firstIndex(of: "="), let option = form.option(current[..<equals]) {
      let typed = String(current[current.index(after: equals)...])
      return prefixed(by: current[...equals], values(of: option, typed: typed, arguments))
    }
    let free = form.options.filter { $0.isRepeating || !$0.names.contains(where: given.contains) }
    return .candidates(
      own + free.flatMap { part in part.names.map { Candidate(text: $0, note: part.help) } })
  }

  private func prefixed(by prefix: Substring, _ completion: Completion) -> Completion {
    guard case .candidates(let list) = completion else { return completion }
    return .candidates(
      list.map { Candidate(text: prefix + $0.text, note: $0.note, isOpen: $0.isOpen) })
  }

  private func values(
    of option: CommandForm.Part, typed: String, _ arguments: [String] = []
  ) -> Completion {
    if option.isFile { return .files }
    switch option.valueName {
    case "selector": return .candidates(DatabaseCandidates(for: words).selectors(typed))
    case "name=value":
      let metric = arguments.first ?? ""
      return .candidates(DatabaseCandidates(for: words).singleLabels(of: metric, typed))
    default: return .candidates(option.values.map { Candidate(text: $0) })
    }
  }

  private func argument(
    of command: String, _ form: CommandForm, _ given: [String]
  ) -> Completion {
    guard let part = form.argument(given.count) else { return .candidates([]) }
    if part.isFile { return .files }
    let database = DatabaseCandidates(for: words)
    let metric = given.first ?? ""
    switch part.valueName {
    case "name":
      return .candidates(given.isEmpty ? database.selectors(current) : [])
    case "selector": return .candidates(database.selectors(current))
    case "labelset":
      let states = command == "set" ? database.states(of: metric) : []
      return .candidates(states + database.labels(of: metric, current))
    case "value": return .candidates(command == "set" ? database.states(of: metric) : [])
    case "url": return .candidates(PushURLs.candidates)
    default: return .candidates(part.values.map { Candidate(text: $0) })
    }
  }
}
