internal import Foundation
internal import Testing

/// A real server that a test sends to: one process in a folder of its own, ended by its number.
public final class Server: Sendable {
  /// Where its files are.
  public let folder: TemporaryDirectory
  private let process: Process

  /// Starts a program whose files are in the folder, and waits until it answers.
  ///
  /// A missing program, and one that does not answer, is a failure with what it said.
  public init(
    _ program: String, _ arguments: [String], in folder: TemporaryDirectory,
    environment: [String: String] = [:],
    answers: (_ log: String) async throws -> Bool
  ) async throws {
    self.folder = folder
    let process = Process()
    self.process = process
    let found = try await Command.run("sh", ["-c", "PATH=$PATH:/usr/sbin; command -v \(program)"])
    try #require(found.status == 0, "no \(program): run make test, which installs it")
    let log = folder.file("log")
    _ = FileManager.default.createFile(atPath: log, contents: nil)
    process.executableURL = URL(
      fileURLWithPath: found.output.trimmingCharacters(in: .newlines))
    process.arguments = arguments
    process.environment = ["PATH": "/usr/bin:/bin", "HOME": folder.path].merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: log))
    process.standardError = process.standardOutput
    try process.run()
    let isUp = try await Self.eventually {
      if !process.isRunning { return true }
      return try await answers((try? String(contentsOfFile: log, encoding: .utf8)) ?? "")
    }
    let said = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
    try #require(isUp && process.isRunning, "\(program) does not answer: \(said.suffix(2_000))")
  }

  deinit { stop() }

  /// What it has said.
  public var log: String {
    (try? String(contentsOfFile: folder.file("log"), encoding: .utf8)) ?? ""
  }

  /// The process' number.
  public var identifier: Int32 { process.processIdentifier }

  /// Whether it still runs.
  public var isRunning: Bool { process.isRunning }

  /// Ends it by a signal and returns its exit status, or 128 and the number of the signal.
  public func end(with signal: Int32) -> Int32 {
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    return process.terminationReason == .exit
      ? process.terminationStatus : 128 + process.terminationStatus
  }

  /// Ends the process and waits until it is gone.
  public func stop() {
    guard process.isRunning else { return }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// Asks again and again whether something has come true; false when it has not in a minute.
  public static func eventually(_ condition: () async throws -> Bool) async throws -> Bool {
    for _ in 0..<1_200 {
      if try await condition() { return true }
      try await Task.sleep(for: .milliseconds(50))
    }
    return false
  }
}
