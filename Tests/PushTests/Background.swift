internal import Foundation
internal import TestSupport

/// metricctl in the background, with what it says on standard error.
final class Background {
  let process = Process()
  private let errors: String

  init(_ words: [String], on database: Database) throws {
    errors = database.folder.file("errors")
    _ = FileManager.default.createFile(atPath: errors, contents: nil)
    process.executableURL = URL(fileURLWithPath: Command.metricctl)
    process.arguments = words
    process.environment = database.environment
    process.standardInput = FileHandle.nullDevice
    process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errors))
    try process.run()
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
  }

  var error: String { (try? String(contentsOfFile: errors, encoding: .utf8)) ?? "" }

  func end(with signal: Int32) -> Int32 {
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    return process.terminationReason == .exit
      ? process.terminationStatus : 128 + process.terminationStatus
  }
}
