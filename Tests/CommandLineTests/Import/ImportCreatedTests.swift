internal import Foundation
internal import MetricModel
internal import MetricStore
internal import TestSupport
internal import Testing

/// What becomes of created times that a text gives or does not give.
@Suite struct ImportCreatedTests {
  private func created(_ workspace: Workspace) throws -> Timestamp {
    let name = try MetricName("hits")
    return try Database(at: workspace.database)
      .read(SeriesReference(name: name, labels: .empty)).state.created
  }

  private func take(
    _ lines: String, _ options: String, _ workspace: Workspace
  ) async throws {
    let text = "# TYPE hits counter\n\(lines)\n# EOF\n"
    let result = try await workspace.shell("printf '\(text)' | metricctl import \(options)")
    #expect(result == CommandResult(status: 0, output: "", error: ""))
  }

  @Test func `given times are taken, and a counter that goes down began anew`() async throws {
    try await Workspace.use { workspace in
      try await take("hits_total 5\nhits_created 100.5", "", workspace)
      let given = Timestamp(nanoseconds: 100_500_000_000)
      #expect(try created(workspace) == given)
      try await take("hits_total 6", "", workspace)
      #expect(try created(workspace) == given)
      try await take("hits_total 4", "", workspace)
      let anew = try created(workspace)
      #expect(anew.seconds(since: given) > 1e9)
      try await take("hits_total 4\nhits_created 50", "", workspace)
      #expect(try created(workspace) == Timestamp(nanoseconds: 50_000_000_000))
    }
  }

  @Test func `of two that are added the earlier counts`() async throws {
    try await Workspace.use { workspace in
      try await take("hits_total 5\nhits_created 100", "", workspace)
      try await take("hits_total 5\nhits_created 200", "--add", workspace)
      #expect(try created(workspace) == Timestamp(nanoseconds: 100_000_000_000))
      try await take("hits_total 5\nhits_created 50", "--add", workspace)
      #expect(try created(workspace) == Timestamp(nanoseconds: 50_000_000_000))
      try await take("hits_total 5", "--add", workspace)
      #expect(try created(workspace) == Timestamp(nanoseconds: 50_000_000_000))
      #expect(try await workspace.run("get", "hits").output == "20\n")
    }
  }
}
