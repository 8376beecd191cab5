internal import Foundation
internal import TestSupport
internal import Testing

/// Any words at all: never a crash, one of the documented statuses, and one line for an error.
@Suite struct FuzzTests {
  private static let commands = [
    "declare", "incr", "add", "set", "reset", "delete", "get", "dump", "list", "address", "check",
    "help", "completions",
  ]
  private static let words = [
    "hits", "hits_total", "temp", "code=200", "code=\"2\\\"0\"", "hits{code=\"200\"}", "hits{",
    "{code=~\"2..\"}", "h*", "[a-", "--print", "--all", "--if-new", "--declare", "gauge", "counter",
    "-l", "--unit", "--format", "json", "csv", "--created", "off", "--", "-5", "1e5", "NaN",
    "--safe",
    "-q", "-v", "--lock-timeout", "0", "--namespace", "app", "bash", "--mode", "0600",
  ]

  private func line(_ random: inout SeededGenerator) -> [String] {
    var words: [String] = Bool.random(using: &random) ? [random.pick(Self.commands)] : []
    for _ in 0..<Int.random(in: 0...6, using: &random) {
      let word =
        switch Int.random(in: 0...5, using: &random) {
        case 0: random.hostileText()
        case 1: random.pick(Self.words) + random.hostileText(count: 0...3)
        case 2: "l\(Int.random(in: 0...9, using: &random))=\"\(random.hostileText())\""
        default: random.pick(Self.words)
        }
      words.append(word.replacing("\0", with: ""))
    }
    // Files would be made wherever the words say; the workspace is the only place for them.
    return words.filter { !["-d", "-o", "--d", "--o", "--c"].contains(where: $0.hasPrefix) }
  }

  @Test(arguments: Way.allCases)
  func `whatever the words, the status is documented and an error is one line`(
    way: Way
  ) async throws {
    var random = SeededGenerator(for: "words on the \(way) way")
    try await Workspace.use { workspace in
      try await workspace.run("declare", "hits", "counter", "Hits", "", "code=200")
      try await workspace.run("declare", "temp", "gauge")
      for _ in 0..<250 {
        let words = line(&random)
        // Without words there is help, which has a test of its own.
        guard !words.isEmpty else { continue }
        let result = try await workspace.run(words, way: way)
        #expect([0, 1, 2, 3, 4].contains(result.status), "\(words) \(result)")
        guard result.status != 0 else { continue }
        let lines = result.error.split(separator: "\n", omittingEmptySubsequences: false)
          .filter { !$0.hasPrefix("metricctl: database '") }
        #expect(lines.count == 2 && lines[1] == "", "\(words) \(result)")
        #expect(
          lines[0].wholeMatch(of: /metricctl: e_(failure|inval|dbfailure|not_found): .+/) != nil,
          "\(words) \(result)")
        let isPlain = result.error.unicodeScalars.allSatisfy { scalar in
          scalar == "\n" || scalar.properties.generalCategory != .control
        }
        #expect(isPlain, "\(words) \(result)")
        #expect(result.output == "", "\(words) \(result)")
      }
      try workspace.verify()
    }
  }

  @Test func `what a hostile label or help says comes back from get, json and a selector`()
    async throws
  {
    var random = SeededGenerator(for: "hostile labels")
    try await Workspace.use { workspace in
      try await workspace.run("declare", "hits", "gauge")
      for number in 1...60 {
        let text = random.hostileText(count: 1...8).replacing("\0", with: "")
        guard !text.isEmpty else { continue }
        let set = try await workspace.run("set", "hits", "-l", "a=" + text, "\(number)")
        #expect(set == CommandResult(status: 0, output: "", error: ""), "\(text.debugDescription)")
        let get = try await workspace.run("get", "hits", "a=\"\(escaped(text))\"")
        #expect(get.output == "\(number)\n", "\(text.debugDescription)")
        let selector = "hits{a=\"\(escaped(text))\"}"
        let dump = try await workspace.run("dump", selector, "--format", "json")
        let label = try labels(dump.output)
        #expect(label.map { Array($0.utf8) } == [Array(text.utf8)], "\(text.debugDescription)")
        #expect(try await workspace.run("delete", "hits", "-l", "a=" + text).status == 0)
      }
    }
  }

  private func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", "\"": result += "\\\(scalar)"
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private struct Document: Decodable {
    struct Family: Decodable { var series: [Series] }
    struct Series: Decodable { var labels: [String: String] }
    var families: [Family]
  }

  private func labels(_ json: String) throws -> [String] {
    try JSONDecoder().decode(Document.self, from: Data(json.utf8)).families
      .flatMap { $0.series.compactMap { $0.labels["a"] } }
  }
}
