internal import Foundation
internal import TestSupport
internal import Testing

/// `--every` goes on whatever fails, says so once, and ends when it is told to.
@Suite struct RepeatTests {
  @Test(arguments: [SIGTERM, SIGINT])
  func `it pushes until a signal comes, and ends with 0`(signal: Int32) async throws {
    let receiver = try #require(LoopbackPort(SOCK_DGRAM))
    let database = try await Database.filled()
    let run = try Background(
      ["push", "statsd://127.0.0.1:\(receiver.number)", "jobs", "--every", "0.01"], on: database)
    #expect(receiver.datagrams() == ["jobs_total.queue.mail:17|c\njobs_total.queue.web:0|c"])
    for _ in 0..<3 {
      try await database.run("incr", "jobs", "queue=web")
      #expect(receiver.datagrams() == ["jobs_total.queue.web:1|c"])
    }
    #expect(run.end(with: signal) == 0)
    #expect(run.error == "")
    #expect(try database.remembered(database.memories[0]).last == "3 jobs_total{queue=\"web\"}")
  }

  @Test func `a failure is told once, and so is its end`() async throws {
    let port = LoopbackPort.free(1, SOCK_DGRAM)[0]
    let database = try await Database.filled()
    let run = try Background(
      ["push", "statsd://127.0.0.1:\(port)", "jobs", "--every", "0.01"], on: database)
    let refused =
      "metricctl: e_failure: cannot send to '127.0.0.1:\(port)': Connection refused\n"
    #expect(try await Server.eventually { run.error == refused })
    // Time for it to fail once more.
    try await Task.sleep(for: .milliseconds(1_500))
    #expect(run.error == refused)
    let receiver = try #require(LoopbackPort(SOCK_DGRAM, port: port))
    #expect(receiver.datagrams() == ["jobs_total.queue.mail:17|c\njobs_total.queue.web:0|c"])
    let works = "metricctl: pushing to 'statsd://127.0.0.1:\(port)' works again\n"
    #expect(try await Server.eventually { run.error == refused + works })
    #expect(run.end(with: SIGTERM) == 0)
  }

  @Test func `a push killed at any moment sends each increment at least once`() async throws {
    let receiver = try #require(LoopbackPort(SOCK_DGRAM))
    let database = try await Database.filled()
    let url = "statsd://127.0.0.1:\(receiver.number)"
    var random = SeededGenerator(for: "killed push")
    for _ in 0..<20 {
      try await database.run("incr", "jobs", "queue=web")
      let run = try Background(["push", url, "jobs"], on: database)
      try await Task.sleep(for: .microseconds(Int.random(in: 0...30_000, using: &random)))
      _ = run.end(with: SIGKILL)
    }
    #expect(try await database.run("push", url, "jobs") == .silent)
    let lines = receiver.datagrams().flatMap { $0.split(separator: "\n") }
    let sent = lines.filter { $0.contains(".web:") }.map {
      Int($0.split(separator: ":")[1].split(separator: "|")[0]) ?? -1_000
    }
    #expect(sent.reduce(0, +) >= 20)
    #expect(try await database.run("push", url, "jobs") == .silent)
    #expect(receiver.isEmpty)
  }
}
