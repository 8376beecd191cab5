internal import Foundation
internal import TestSupport
internal import Testing

/// A text is kept while nothing is committed, and not a moment longer.
@Suite struct FreshnessTests {
  @Test func `each scrape shows every update that was acknowledged before it`() async throws {
    let server = try await RunningServer(commands: [["declare", "n", "counter", "", ""]])
    var random = SeededGenerator(for: "Freshness")
    for round in 1...150 {
      try await server.run("incr", "n")
      let pause = [0, 0, 1, 5, 15, 25][Int.random(in: 0..<6, using: &random)]
      if pause > 0 { try await Task.sleep(for: .milliseconds(pause)) }
      let isCompressed = Bool.random(using: &random)
      let answer =
        try await isCompressed
        ? server.ask("/metrics", "--compressed") : server.ask("/metrics")
      #expect(answer.body == "# TYPE n_total counter\nn_total \(round)\n")
    }
  }

  @Test func `series that come and go are seen at once as well`() async throws {
    let server = try await RunningServer(commands: [["declare", "g", "gauge"]])
    for round in 1...30 {
      try await server.run("set", "g", "round=\(round)", "\(round)")
      #expect(try await server.ask("/metrics").body.contains("g{round=\"\(round)\"} \(round)\n"))
      try await server.run("delete", "g", "round=\(round)")
      #expect(try await server.ask("/metrics").body == "")
    }
  }

  @Test func `a database that is locked, damaged or gone is named, and the server lives on`()
    async throws
  {
    let server = try await RunningServer(
      ["--lock-timeout", "0.2"], commands: [["set", "g", "1", "--declare", "gauge"]])
    let good = "# TYPE g gauge\ng 1\n"
    #expect(try await server.ask("/metrics").body == good)

    let holder = try await holder(of: server)
    let locked = try await server.ask("/-/ready")
    #expect(locked.status == 503)
    #expect(locked.fields["retry-after"] == "1")
    #expect(
      locked.body.hasPrefix("e_dbfailure: database '\(server.database)' is locked by another"))
    holder.stop()

    let bytes = try Data(contentsOf: URL(fileURLWithPath: server.database))
    try Data(bytes.prefix(5_000)).write(to: URL(fileURLWithPath: server.database))
    let damaged = try await server.ask("/metrics")
    #expect(damaged.status == 503)
    #expect(damaged.body.hasPrefix("e_dbfailure: "))
    try FileManager.default.removeItem(atPath: server.database)
    let missing = try await server.ask("/api/v1/metrics")
    #expect(missing.status == 503)
    #expect(
      missing.body
        == "e_dbfailure: database '\(server.database)' does not exist (metricctl declare makes it)\n"
    )
    #expect(try await server.ask("/-/healthy").body == "metricctl is healthy.\n")
    try await server.run("set", "g", "1", "--declare", "gauge")
    #expect(try await server.ask("/metrics").body == good)
    #expect(try await server.ask("/-/ready").body == "metricctl is ready.\n")
    #expect(server.log.components(separatedBy: "scrapes work again").count >= 2)
  }

  /// A process that has the database's lock.
  private func holder(of server: RunningServer) async throws -> Server {
    try await Server(
      "flock", ["--no-fork", server.database, "sleep", "600"], in: TemporaryDirectory()
    ) { _ in
      try await Command.metricctl(
        "get", "g", "--lock-timeout", "0", database: server.database
      ).status == 3
    }
  }

  @Test func `a scrape that cannot be ready in the scraper's time says so`() async throws {
    let server = try await RunningServer(
      ["--lock-timeout", "30"], commands: [["set", "g", "1", "--declare", "gauge"]])
    let holder = try await holder(of: server)
    let late = try await server.ask("/metrics", "-H", "X-Prometheus-Scrape-Timeout-Seconds: 0.5")
    #expect(late.status == 503)
    #expect(
      late.body == "e_failure: the answer was not ready in the time that the client gave\n")
    // It is the client's matter: any client could otherwise fill the log.
    #expect(!server.log.contains("warning"))
    holder.stop()
  }
}
