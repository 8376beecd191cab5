internal import Foundation

/// What a server answers over HTTP.
public enum Web {
  /// The body, or what curl says when there is none.
  public static func get(_ url: String, _ options: [String] = []) async throws -> String {
    let result = try await Command.run("curl", ["-sS", "--noproxy", "*"] + options + [url])
    return result.status == 0 ? result.output : result.error
  }

  /// Whether it answers with success.
  public static func answers(_ url: String, _ options: [String] = []) async throws -> Bool {
    try await Command.run("curl", ["-sf", "--noproxy", "*"] + options + [url]).status == 0
  }
}
