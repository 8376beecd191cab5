internal import Foundation
internal import Subprocess
internal import SystemPackage

/// What a command left: its status (128 + n when signal n ended it) and its two outputs.
public struct CommandResult: Equatable, Sendable {
  /// The exit status, or 128 and the number of the signal.
  public var status: Int32
  /// Standard output.
  public var output: String
  /// Standard error.
  public var error: String

  /// A result by its parts.
  public init(status: Int32, output: String, error: String) {
    (self.status, self.output, self.error) = (status, output, error)
  }
}

/// Runs programs as a shell would, without a terminal and with an empty standard input.
public enum Command {
  /// The metricctl to test: METRICCTL_BINARY, or the one built beside the tests.
  public static let metricctl: String =
    ProcessInfo.processInfo.environment["METRICCTL_BINARY"]
    ?? Bundle.main.executableURL!.deletingLastPathComponent().appendingPathComponent("metricctl")
    .path

  /// Runs a program and waits for its end.
  ///
  /// The environment holds PATH, TMPDIR and what is given.
  public static func run(
    _ program: String, _ arguments: [String], environment: [String: String] = [:],
    input: String = ""
  ) async throws -> CommandResult {
    var variables = environment
    for name in ["PATH", "TMPDIR"] where variables[name] == nil {
      variables[name] = ProcessInfo.processInfo.environment[name]
    }
    let result = try await Subprocess.run(
      program.contains("/") ? .path(FilePath(program)) : .name(program),
      arguments: Arguments(arguments),
      environment: .custom(
        Dictionary(uniqueKeysWithValues: variables.map { (.init(stringLiteral: $0.key), $0.value) })
      ),
      input: .string(input), output: .string(limit: 1 << 28), error: .string(limit: 1 << 24))
    let status: Int32 =
      switch result.terminationStatus {
      case .exited(let code): code
      case .signaled(let signal): 128 + signal
      }
    return CommandResult(
      status: status, output: result.standardOutput, error: result.standardError)
  }

  /// Runs metricctl on a database.
  public static func metricctl(
    _ arguments: String..., database: String, environment: [String: String] = [:],
    input: String = ""
  ) async throws -> CommandResult {
    var variables = environment
    variables["METRICCTL_DATABASE"] = database
    return try await run(metricctl, arguments, environment: variables, input: input)
  }
}
