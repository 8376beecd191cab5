internal import Foundation
internal import TestSupport
internal import Testing

/// The fast path and the argument parser are two readers of one language.
struct BothWaysTests {
  @Test(arguments: CommandForms.verbs)
  func `every form does the same on the fast path and through the parser`(
    verb: String
  ) async throws {
    var random = SeededGenerator(for: "both ways of \(verb)")
    try await Workspace.use { workspace in
      for words in CommandForms.preparation {
        let result = try await workspace.run(words)
        try #require(result == CommandResult(status: 0, output: "", error: ""), "\(words)")
      }
      let prepared = try Data(contentsOf: URL(fileURLWithPath: workspace.database))
      for words in CommandForms.all(of: verb, using: &random) {
        let fast = try await outcome(of: words, .fast, from: prepared, in: workspace)
        let parser = try await outcome(of: words, .parser, from: prepared, in: workspace)
        #expect(fast == parser, "\(words)")
        #expect([0, 1, 2, 3, 4].contains(fast.status), "\(words)")
        #expect(fast.status == 0 || fast.error.hasPrefix("metricctl: "), "\(words)")
      }
    }
  }

  private struct Outcome: Equatable {
    var status: Int32
    var output: String
    var error: String
    var contents: String
    var files: [String]
  }

  private func outcome(
    of words: [String], _ way: Way, from prepared: Data, in workspace: Workspace
  ) async throws -> Outcome {
    let manager = FileManager.default
    for file in try manager.contentsOfDirectory(atPath: workspace.folder.path) {
      try manager.removeItem(atPath: workspace.folder.file(file))
    }
    try prepared.write(to: URL(fileURLWithPath: workspace.database))
    try "incr hits\nset temp_celsius 3 --print\n".write(
      toFile: workspace.folder.file("lines"), atomically: true, encoding: .utf8)
    let result = try await workspace.run(words, way: way)
    let isChanged = try Data(contentsOf: URL(fileURLWithPath: workspace.database)) != prepared
    if isChanged { try workspace.verify() }
    return Outcome(
      status: result.status, output: Self.withoutSeconds(result.output, of: words),
      error: result.error,
      contents: isChanged ? Self.withoutSeconds(try workspace.contents()) : "as before",
      files: try manager.contentsOfDirectory(atPath: workspace.folder.path).sorted())
  }

  /// A duration shows how long ago it began, which no two runs agree on.
  private static func withoutSeconds(_ output: String, of words: [String]) -> String {
    let isDuration = words.contains { $0.hasPrefix("up") || $0 == "late" || $0 == "duration" }
    return isDuration && Double(output.dropLast()) != nil ? "SECONDS\n" : output
  }

  private static func withoutSeconds(_ contents: String) -> String {
    contents.split(separator: "\n").map { line in
      let isDuration = ["up ", "up{", "late ", "late{"].contains { line.hasPrefix($0) }
      return isDuration ? line[..<(line.lastIndex(of: " ") ?? line.endIndex)] : line
    }.joined(separator: "\n")
  }
}
