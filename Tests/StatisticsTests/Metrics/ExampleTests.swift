internal import TestSupport
internal import Testing

@Suite struct ExampleTests {
  @Test("The example server's metrics are in the database when it has ended")
  func server() async throws {
    let test = try TemporaryDatabase()
    let result = try await Command.run(
      program("metrics-server"), [test.path], input: "/\n/a\n/\n")
    #expect(result == CommandResult(status: 0, output: "", error: ""))
    let text = try test.text()
    for line in [
      "# HELP example_http_requests Requests answered.",
      "example_http_requests_total{code=\"200\"} 2", "example_http_requests_total{code=\"404\"} 1",
      "example_http_request_duration_seconds_count 3", "example_http_last_length 1",
    ] { #expect(text.contains(line + "\n"), "\(line)") }
    #expect(text.contains("\nexample_uptime_seconds "))
  }

  @Test("The example job counts the same in memory and in a database")
  func job() async throws {
    let test = try TemporaryDatabase()
    let shown = try await Command.run(program("statistics-job"), [])
    #expect(shown.status == 0)
    #expect(
      try await Command.run(program("statistics-job"), [test.path])
        == CommandResult(status: 0, output: "", error: ""))
    let dump = try await Command.metricctl(
      "dump", "--format", "prometheus", database: test.path)
    #expect(counts(dump.output) == counts(shown.output))
    #expect(counts(shown.output).count == 16)
  }

  /// The lines of samples, without the one that is a time.
  private func counts(_ text: String) -> [Substring] {
    text.split(separator: "\n").filter { !$0.hasPrefix("#") && !$0.hasPrefix("job_duration") }
  }

  private func program(_ name: String) -> String {
    Command.metricctl.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } + "/" + name
  }
}
