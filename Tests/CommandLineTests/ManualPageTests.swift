internal import Foundation
internal import MetricModel
internal import TestSupport
internal import Testing

@testable internal import MetricCommands

/// Docs/metricctl.1 says what the argument parser knows: all of it, and nothing else.
@Suite struct ManualPageTests {
  private let page = ManualPage()

  @Test func `every command stands in the synopsis and has its arguments explained`() async throws {
    for command in try await ParserDump.commands() {
      #expect(page.section("SYNOPSIS").contains("\n.Cm \(command.commandName)\n"))
      let item = try #require(
        page.items.first { $0.head.hasPrefix(".It Cm \(command.commandName)") },
        "\(command.commandName)")
      for name in command.argumentNames {
        #expect(item.head.contains("Ar") && item.head.contains(name), "\(command.commandName)")
      }
    }
  }

  @Test func `every option is explained, with its letter, its value and its commands`() async throws
  {
    let commands = try await ParserDump.commands().filter { $0.commandName != "help" }
    for command in commands {
      for option in command.options {
        let item = try #require(
          page.items.first { item in option.spellings.allSatisfy(item.head.contains) },
          "\(command.commandName): \(option.spellings)")
        let isCommon = commands.allSatisfy { $0.options.contains(option) }
        #expect(
          isCommon || item.context.contains(command.commandName), "\(item.head): \(command)")
      }
    }
  }

  @Test func `no option and no command in the page is unknown to the parser`() async throws {
    let commands = try await ParserDump.commands()
    let known = Set(commands.flatMap { $0.options.flatMap(\.names) } + ["-"])
    #expect(page.optionNames.count > 20)
    for name in page.optionNames { #expect(known.contains(name), "\(name)") }
    let items = page.section("COMMANDS").split(separator: "\n")
      .filter { $0.hasPrefix(".It Cm ") }.map { String($0.split(separator: " ")[2]) }
    #expect(items.sorted() == commands.map(\.commandName).sorted())
  }

  @Test func `variables, keys of the configuration file and failures are all explained`() {
    for key in SettingKey.allCases {
      if let variable = key.variable { #expect(page.text.contains(".It Ev \(variable)\n")) }
      if key.mayStandInFile {
        #expect(page.section("CONFIGURATION FILE").contains(".Cm \(key.rawValue)"))
      }
    }
    for name in ["e_failure", "e_inval", "e_dbfailure", "e_not_found"] {
      #expect(page.section("EXIT STATUS").contains("\n\(name): "))
    }
    for kind in MetricKind.allCases {
      #expect(page.section("DESCRIPTION").contains(".It Cm \(kind.word)\n"))
    }
  }

  /// Whether the pages that it refers to are installed is the machine's affair.
  @Test func `mandoc finds nothing to mend`() async throws {
    let result = try await Command.run("mandoc", ["-T", "lint", "-W", "style", ManualPage.path])
    let complaints = (result.output + result.error).split(separator: "\n")
      .filter { !$0.contains("outdated mandoc.db lacks") }
    #expect(complaints == [])
  }
}
