internal import Foundation
internal import Testing

/// Python, for tests whose other side is a script: many sockets at once, or what no library of Swift
/// reads.
public enum Python {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The interpreter: METRICCTL_TEST_PYTHON, or the one that `make test` installs.
  public static let path =
    ProcessInfo.processInfo.environment["METRICCTL_TEST_PYTHON"]
    ?? root.appendingPathComponent(".build/python/bin/python3").path

  /// Runs a script of the repository, named by its path from there.
  ///
  /// A missing interpreter is a failure with the remedy.
  public static func run(
    _ script: String, _ arguments: [String], environment: [String: String] = [:],
    input: String = ""
  ) async throws -> CommandResult {
    try #require(
      FileManager.default.isExecutableFile(atPath: path),
      "no Python at \(path): run make test, which installs it")
    return try await Command.run(
      path, [root.appendingPathComponent(script).path] + arguments, environment: environment,
      input: input)
  }
}
