internal import Foundation
internal import TestSupport

/// A database of a test's own, and metricctl to run on it.
struct Database: Sendable {
  let folder: TemporaryDirectory
  let path: String

  init() throws {
    folder = try TemporaryDirectory()
    path = folder.file("m.db")
  }

  var environment: [String: String] {
    [
      "METRICCTL_DATABASE": path, "METRICCTL_CONFIG": "/dev/null",
      "METRICCTL_DURABILITY": "relaxed",
    ]
  }

  @discardableResult
  func run(_ words: String...) async throws -> CommandResult { try await run(words) }

  @discardableResult
  func run(_ words: [String]) async throws -> CommandResult {
    try await Command.run(Command.metricctl, words, environment: environment)
  }

  /// A counter with two series, a gauge below zero, and a histogram.
  static func filled() async throws -> Database {
    let database = try Database()
    for words in [
      ["declare", "jobs", "counter", "Jobs done.", "queue=mail", "queue=web"],
      ["add", "jobs", "queue=mail", "17"],
      ["set", "temperature", "-5.5", "--declare", "gauge"],
      ["declare", "wait_seconds", "histogram", "--buckets", "0.5,2"],
      ["observe", "wait_seconds", "0.25"], ["observe", "wait_seconds", "1"],
    ] {
      let result = try await database.run(words)
      precondition(result.status == 0, "\(words): \(result.error)")
    }
    return database
  }

  /// The files beside the database that remember what was pushed.
  var memories: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasPrefix("m.db-pushed-") }.sorted()
  }

  /// The lines of such a file that are no comments, without the created times.
  func remembered(_ name: String) throws -> [String] {
    let text = try String(contentsOfFile: folder.file(name), encoding: .utf8)
    return text.split(separator: "\n").filter { $0.first != "#" }.map { line in
      let parts = line.split(separator: " ", maxSplits: 2)
      return "\(parts[0]) \(parts[2])"
    }
  }
}

extension CommandResult {
  /// Done, with nothing said.
  static let silent = CommandResult(status: 0, output: "", error: "")
}
