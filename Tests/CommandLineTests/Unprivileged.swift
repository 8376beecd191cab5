internal import Foundation
internal import SystemCalls
internal import TestSupport

/// A user whom permissions bind: the one who runs the tests, or nobody when that is root.
struct Unprivileged {
  /// A folder that the user owns.
  let folder: TemporaryDirectory
  private let binary: String

  init() throws {
    folder = try TemporaryDirectory()
    binary = folder.file("metricctl")
    let manager = FileManager.default
    try manager.copyItem(atPath: Command.metricctl, toPath: binary)
    try manager.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
    guard Process.isRoot else { return }
    let nobody = [FileAttributeKey.ownerAccountID: 65534, .groupOwnerAccountID: 65534]
    try manager.setAttributes(nobody, ofItemAtPath: folder.path)
  }

  /// Runs metricctl as that user.
  func run(_ words: [String], _ environment: [String: String]) async throws -> CommandResult {
    guard Process.isRoot else {
      return try await Command.run(binary, words, environment: environment)
    }
    let drop = ["--reuid=65534", "--regid=65534", "--clear-groups", binary]
    return try await Command.run("setpriv", drop + words, environment: environment)
  }
}
