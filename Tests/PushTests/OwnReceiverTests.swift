internal import Foundation
internal import TestSupport
internal import Testing

/// What metricctl pushes as StatsD, and metricctl receives.
@Suite struct OwnReceiverTests {
  private let source: Database

  init() async throws { source = try await .ofEveryKind() }

  private func observe(_ numbers: [String]) async throws {
    for number in numbers {
      try await source.run("observe", "wait_seconds", number)
      try await source.run("observe", "wait_seconds", "code=200", number)
      try await source.run("observe", "size_bytes", number)
    }
  }

  /// Every number of a database in order, without `_total`, which the receiver's counters have behind
  /// the whole name.
  private func numbers(_ database: Database) async throws -> [String] {
    try await database.numbers().map { number in
      let name = number.name.hasSuffix("_total") ? String(number.name.dropLast(6)) : number.name
      return "\(name);\(number.labels.joined(separator: ";")) \(number.value)"
    }.sorted()
  }

  private func serve(_ target: Database, _ address: String) async throws -> Server {
    try await Server(
      Command.metricctl, ["serve", "--listen", "none", "--statsd", address], in: target.folder,
      environment: target.environment
    ) { $0.contains("StatsD at") }
  }

  @Test func `every number of every kind arrives, push after push`() async throws {
    let port = LoopbackPort.free(1, SOCK_DGRAM)[0]
    let target = try Database()
    let url = "statsd://127.0.0.1:\(port)?labels=tags"
    for observed in [["0.25", "1"], ["3", "0.125", "8"], []] {
      try await observe(observed)
      try await source.run("add", "jobs", "queue=mail", "2.5")
      try await source.run("set", "temperature", observed.isEmpty ? "4" : "-7.25")
      let server = try await serve(target, "127.0.0.1:\(port)")
      #expect(try await source.run("push", url) == .silent)
      #expect(server.end(with: SIGTERM) == 0)
      #expect(!server.log.contains("dropped"), "\(server.log)")
      #expect(try await numbers(target) == numbers(source))
    }
    let text = try await target.run("dump", "wait_seconds_bucket", "--created", "off").output
    #expect(
      text == """
        # TYPE wait_seconds_bucket counter
        # HELP wait_seconds_bucket Received by StatsD.
        wait_seconds_bucket_total{code="200",le="+Inf"} 5
        wait_seconds_bucket_total{code="200",le="0.5"} 2
        wait_seconds_bucket_total{code="200",le="2.0"} 3
        wait_seconds_bucket_total{le="+Inf"} 5
        wait_seconds_bucket_total{le="0.5"} 2
        wait_seconds_bucket_total{le="2.0"} 3
        # EOF

        """)
  }

  @Test func `values in place of labels arrive under dotted names`() async throws {
    let target = try Database()
    let path = target.folder.file("statsd.sock")
    try await observe(["0.25"])
    let server = try await serve(target, "unixgram:" + path)
    #expect(try await source.run("push", "statsd+unix://\(path)") == .silent)
    #expect(server.end(with: SIGTERM) == 0)
    #expect(!server.log.contains("dropped"), "\(server.log)")
    #expect(try await target.run("get", "wait_seconds_bucket_code_200_le_0_5").output == "1\n")
    #expect(try await target.run("get", "size_bytes_count").output == "1\n")
    #expect(try await numbers(target).count == numbers(source).count)
  }
}
