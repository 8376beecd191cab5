internal import Foundation
internal import TestSupport
internal import Testing

/// What is sent of a counter, and what is remembered of it, to a bare socket.
@Suite struct StatsDMemoryTests {
  private func receiver(ipv6: Bool = false) throws -> LoopbackPort {
    try #require(LoopbackPort(SOCK_DGRAM, ipv6: ipv6))
  }

  @Test func `only what came since is sent, and it is remembered in text`() async throws {
    let receiver = try receiver()
    let database = try await Database.filled()
    let url = "statsd://127.0.0.1:\(receiver.number)?labels=tags"
    try await database.run("push", url)
    #expect(
      receiver.datagrams() == [
        """
        jobs_total:17|c|#queue:mail
        jobs_total:0|c|#queue:web
        temperature:0|g
        temperature:-5.5|g
        wait_seconds_bucket:1|c|#le:0.5
        wait_seconds_bucket:2|c|#le:2.0
        wait_seconds_bucket:2|c|#le:+Inf
        wait_seconds_count:2|c
        wait_seconds_sum:1.25|c
        """
      ])
    #expect(database.memories.count == 1)
    #expect(
      try database.remembered(database.memories[0]) == [
        "17 jobs_total{queue=\"mail\"}", "0 jobs_total{queue=\"web\"}",
        "2 wait_seconds_bucket{le=\"+Inf\"}", "1 wait_seconds_bucket{le=\"0.5\"}",
        "2 wait_seconds_bucket{le=\"2.0\"}", "2 wait_seconds_count", "1.25 wait_seconds_sum",
      ])
    try await database.run("incr", "jobs", "queue=web")
    try await database.run("observe", "wait_seconds", "1.5")
    #expect(try await database.run("push", url, "jobs") == .silent)
    #expect(receiver.datagrams() == ["jobs_total:1|c|#queue:web"])
    try await database.run("push", url, "wait*")
    #expect(
      receiver.datagrams() == [
        """
        wait_seconds_bucket:1|c|#le:2.0
        wait_seconds_bucket:1|c|#le:+Inf
        wait_seconds_count:1|c
        wait_seconds_sum:1.5|c
        """
      ])
  }

  @Test func `a counter that began anew is sent whole`() async throws {
    let receiver = try receiver()
    let database = try await Database.filled()
    let url = "statsd://127.0.0.1:\(receiver.number)"
    try await database.run("push", url, "jobs")
    _ = receiver.datagrams()
    try await database.run("reset", "jobs", "queue=mail")
    try await database.run("add", "jobs", "queue=mail", "20")
    try await database.run("push", url, "jobs")
    #expect(receiver.datagrams() == ["jobs_total.queue.mail:20|c"])
    try await database.run("delete", "jobs", "queue=mail")
    try await database.run("push", url)
    #expect(try database.remembered(database.memories[0]).count == 6)
    try await database.run("add", "jobs", "queue=mail", "30")
    try await database.run("push", url, "jobs")
    #expect(receiver.datagrams().last == "jobs_total.queue.mail:30|c")
  }

  @Test func `each target and namespace is remembered by itself`() async throws {
    let (one, two) = (try receiver(), try receiver())
    let database = try await Database.filled()
    for receiver in [one, two] {
      let url = "statsd://127.0.0.1:\(receiver.number)"
      try await database.run("push", url, "jobs")
      try await database.run("push", url, "jobs", "--namespace", "app")
      #expect(
        receiver.datagrams() == [
          "jobs_total.queue.mail:17|c\njobs_total.queue.web:0|c",
          "app_jobs_total.queue.mail:17|c\napp_jobs_total.queue.web:0|c",
        ])
    }
    #expect(database.memories.count == 4)
  }

  @Test func `a dry run sends and remembers nothing`() async throws {
    let receiver = try receiver()
    let database = try await Database.filled()
    let url = "statsd://127.0.0.1:\(receiver.number)?mtu=64"
    for _ in 0..<2 {
      #expect(
        try await database.run("push", url, "jobs", "temperature", "--dry-run").output == """
          jobs_total.queue.mail:17|c
          jobs_total.queue.web:0|c

          temperature:0|g
          temperature:-5.5|g

          """)
    }
    #expect(database.memories == [])
    #expect(receiver.isEmpty)
    try await database.run("push", url, "jobs", "temperature")
    #expect(receiver.datagrams().count == 2)
    #expect(
      try await database.run("push", url, "jobs", "--dry-run") == .silent)
  }

  @Test func `pushes at the same time send each increment once`() async throws {
    let receiver = try receiver()
    let database = try await Database.filled()
    let url = "statsd://127.0.0.1:\(receiver.number)"
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask {
          for _ in 0..<5 {
            try await database.run("incr", "jobs", "queue=web")
            #expect(try await database.run("push", url, #"jobs{queue="web"}"#) == .silent)
          }
        }
      }
      try await group.waitForAll()
    }
    let sent = receiver.datagrams().map { datagram in
      Int(datagram.split(separator: ":")[1].split(separator: "|")[0]) ?? -1_000
    }
    #expect(sent.reduce(0, +) == 40)
  }

  @Test func `a socket in the file system takes them as well`() async throws {
    let database = try await Database.filled()
    let missing = database.folder.file("none.sock")
    #expect(
      try await database.run("push", "statsd+unix://\(missing)")
        == CommandResult(
          status: 1, output: "",
          error: "metricctl: e_failure: cannot connect to '\(missing)': No such file or directory\n"
        ))
    let receiver = try #require(LocalSocket(path: database.folder.file("statsd.sock")))
    let url = "statsd+unix://\(receiver.path)"
    #expect(try await database.run("push", url, "temperature") == .silent)
    #expect(receiver.datagram() == "temperature:0|g\ntemperature:-5.5|g")
  }

  @Test func `a memory that cannot be read is named`() async throws {
    let receiver = try receiver()
    let database = try await Database.filled()
    let url = "statsd://127.0.0.1:\(receiver.number)"
    try await database.run("push", url)
    let path = database.folder.file(try #require(database.memories.first))
    try "# head\nnonsense\n".write(toFile: path, atomically: true, encoding: .utf8)
    #expect(
      try await database.run("push", url)
        == CommandResult(
          status: 2, output: "",
          error: "metricctl: e_inval: \(path): line 2: expected VALUE CREATED SERIES\n"))
  }
}
