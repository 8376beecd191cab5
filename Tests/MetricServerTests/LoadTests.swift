internal import Foundation
internal import TestSupport
internal import Testing

/// A thousand clients that keep their connections, a hundred that dawdle, and eight writers.
///
/// METRICCTL_LOAD_SECONDS says how long.
@Suite struct LoadTests {
  /// What `Load/load.py` prints and is judged here.
  private struct Outcome: Decodable {
    var scrapes: Int
    var failed: Int
    var reasons: [String]
    var acknowledged: Int
    var value: Double
    var failed_increments: Int
  }

  @Test func `no scrape fails and no increment is lost under load`() async throws {
    let seconds = ProcessInfo.processInfo.environment["METRICCTL_LOAD_SECONDS"] ?? "5"
    let folder = try TemporaryDirectory()
    let database = folder.file("m.db")
    let server = try await Server(
      Command.metricctl, ["serve", "-d", database, "--listen", "any"], in: folder
    ) { _ in try await Command.metricctl("address", database: database).status == 0 }
    let address = try await Command.metricctl("address", database: database).output
    let result = try await Python.run(
      "Tests/MetricServerTests/Load/load.py",
      [
        Command.metricctl, database, address.trimmingCharacters(in: .newlines), "--seconds",
        seconds, "--series", "2000", "--pid", "\(server.identifier)",
      ])
    print("load: \(result.output)", terminator: "")
    let outcome = try #require(
      try? JSONDecoder().decode(Outcome.self, from: Data(result.output.utf8)), "\(result)")
    #expect(outcome.failed == 0, "\(outcome.reasons)")
    #expect(outcome.scrapes >= 1_000)
    #expect(outcome.acknowledged > 0)
    #expect(outcome.value == Double(outcome.acknowledged))
    #expect(outcome.failed_increments == 0)
    #expect(result.status == 0)
    #expect(server.end(with: SIGTERM) == 0)
  }
}
