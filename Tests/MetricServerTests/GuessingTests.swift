internal import Foundation
internal import TestSupport
internal import Testing

/// Those who guess passwords, and those who know one, at the same time.
@Suite struct GuessingTests {
  /// What `Load/guess.py` prints: each answer is its status, with `+` where it has `Retry-After`.
  private struct Outcome: Decodable {
    var first: String
    var scrapes: [String: Int]
    var waiting: Int
    var guesses: [String]
    var newcomer: String
    var flood: Int
    var flood_refused: Int
  }

  @Test func `who is known is answered while guesses wait, under a flood of them`() async throws {
    let folder = try TemporaryDirectory()
    var users = ""
    for user in ["me", "you"] {
      // A cost of a quarter of a second.
      users += try await Command.run("htpasswd", ["-niB", "-C", "12", user], input: "secret").output
    }
    try users.write(toFile: folder.file("users"), atomically: true, encoding: .utf8)
    let server = try await RunningServer(
      ["--password-file", folder.file("users")], folder: folder)
    let result = try await Python.run(
      "Tests/MetricServerTests/Load/guess.py", [server.addresses[0]])
    let outcome = try #require(
      try? JSONDecoder().decode(Outcome.self, from: Data(result.output.utf8)), "\(result)")
    #expect(outcome.first == "200")
    #expect(outcome.scrapes == ["200": 20])
    #expect(outcome.waiting > 0)
    #expect(outcome.newcomer == "200")
    #expect(Set(outcome.guesses).isSubset(of: ["401", "429+", "503+"]), "\(outcome.guesses)")
    #expect(outcome.flood > 0)
    #expect(outcome.flood_refused == outcome.flood)
  }
}
