internal import ArgumentParser

/// The options and arguments of a command, as the argument parser knows them.
struct CommandForm {
  /// An option, a flag or an argument.
  struct Part {
    /// As they are typed: `--format`, `-o`; none for an argument.
    var names: [String] = []
    var valueName = ""
    var help = ""
    var takesValue = false
    var isRepeating = false
    var values: [String] = []
    var isFile = false
  }

  private(set) var options: [Part] = []
  private(set) var arguments: [Part] = []

  /// The form of a command by its name; nil when there is none.
  init?(of command: String) {
    let types = RootCommand.configuration.groupedSubcommands.flatMap(\.subcommands)
    guard let type = types.first(where: { $0.configuration.commandName == command }) else {
      return nil
    }
    self.init(json: type._dumpHelp())
  }

  /// What may stand before a command's name.
  static var common: CommandForm { CommandForm(json: CommonOptions._dumpHelp()) }

  private init(json: String) {
    let account = JSONText.read(json)?["command"]?["arguments"]?.elements ?? []
    for item in account where item["shouldDisplay"]?.isTrue ?? true {
      let part = Part(item)
      guard item["kind"]?.text == "positional" else {
        options.append(part)
        continue
      }
      // `labelset> <value` stands for two arguments.
      for name in part.valueName.split(separator: "> <") {
        arguments.append(part)
        arguments[arguments.count - 1].valueName = String(name)
      }
    }
  }

  /// The option of that name.
  func option(_ name: some StringProtocol) -> Part? {
    options.first { $0.names.contains { $0 == name } }
  }

  /// The argument at an index; one that repeats stands for all from it on.
  func argument(_ index: Int) -> Part? {
    if index < arguments.count { return arguments[index] }
    return arguments.last.flatMap { $0.isRepeating ? $0 : nil }
  }
}

extension CommandForm.Part {
  fileprivate init(_ item: JSONText.Value) {
    names = (item["names"]?.elements ?? []).compactMap { name in
      name["name"]?.text.map { (name["kind"]?.text == "long" ? "--" : "-") + $0 }
    }
    valueName = item["valueName"]?.text ?? ""
    help = item["abstract"]?.text ?? ""
    takesValue = item["kind"]?.text == "option"
    isRepeating = item["isRepeating"]?.isTrue ?? false
    let kind = item["completionKind"]
    values = (kind?["list"]?["values"]?.elements ?? []).compactMap(\.text)
    isFile = kind?["file"] != nil
  }
}
