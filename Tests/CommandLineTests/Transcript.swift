internal import Foundation
internal import TestSupport
internal import Testing

/// A session at the shell, as a user would see it.
///
/// ```
/// $ metricctl add hits -1
/// ! metricctl: e_inval: counter 'hits' cannot go by -1 (only by finite numbers, 0 or more; see reset)
/// [2]
/// ```
/// After `$ ` stands what is typed, then standard output, then standard error behind `! `, then the
/// status when it is not 0. `DB` stands for the database's path.
enum Transcript {
  /// Types every command of a transcript and compares all of it with what comes back.
  static func expect(
    _ expected: String, in workspace: Workspace, way: Way = .fast,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    var seen = ""
    for line in expected.split(separator: "\n") where line.hasPrefix("$ ") {
      seen += line + "\n" + (try await answer(to: String(line.dropFirst(2)), workspace, way))
    }
    #expect(
      seen == expected.trimmingCharacters(in: .newlines) + "\n", sourceLocation: sourceLocation)
  }

  private static func answer(
    to command: String, _ workspace: Workspace, _ way: Way
  ) async throws -> String {
    let result = try await workspace.shell(command, way: way)
    var text = ensuringNewline(result.output)
    for line in result.error.split(separator: "\n") { text += "! \(line)\n" }
    if result.status != 0 { text += "[\(result.status)]\n" }
    return text.replacingOccurrences(of: workspace.database, with: "DB")
      .replacingOccurrences(of: workspace.folder.path, with: "FOLDER")
  }

  private static func ensuringNewline(_ text: String) -> String {
    text.isEmpty || text.hasSuffix("\n") ? text : text + "(no newline)\n"
  }
}
