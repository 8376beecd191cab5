internal import Foundation
internal import TestSupport

/// What `metricctl --experimental-dump-help` says: the argument parser's own account of itself.
enum ParserDump {
  private struct Document: Decodable {
    var command: ParserCommand
  }

  /// Every command.
  static func commands() async throws -> [ParserCommand] {
    let result = try await Command.run(Command.metricctl, ["--experimental-dump-help"])
    return try JSONDecoder().decode(Document.self, from: Data(result.output.utf8)).command
      .subcommands ?? []
  }
}

struct ParserCommand: Decodable {
  var commandName: String
  var arguments: [ParserArgument]?
  var subcommands: [ParserCommand]?

  var options: [ParserArgument] { (arguments ?? []).filter { $0.kind != "positional" } }

  /// The names of the positional arguments; `labelset> <delta` stands for two.
  var argumentNames: [String] {
    (arguments ?? []).filter { $0.kind == "positional" }
      .flatMap { $0.valueName.components(separatedBy: "> <") }
  }
}

struct ParserArgument: Decodable, Equatable {
  var kind: String
  var valueName: String
  private var spelled: [Name]?

  private enum CodingKeys: String, CodingKey {
    case kind, valueName
    case spelled = "names"
  }

  private struct Name: Decodable, Equatable {
    var kind: String
    var name: String
  }

  /// The option's names as the `Fl` macro takes them: `d`, `-database`.
  var names: [String] { (spelled ?? []).map { $0.kind == "long" ? "-" + $0.name : $0.name } }

  /// How the names stand in the manual page, each with the value if there is one.
  var spellings: [String] {
    names.map { "Fl \($0)" + (kind == "option" ? " \(Self.value(valueName))" : "") }
  }

  private static func value(_ name: String) -> String {
    name == "on|off" ? "Cm on | off" : "Ar \(name)"
  }
}
