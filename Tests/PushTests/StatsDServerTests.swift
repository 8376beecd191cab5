internal import Glibc
internal import TestSupport
internal import Testing

/// What collectd has counted is what the database holds, however often and whenever it is pushed.
@Suite struct StatsDServerTests {
  @Test(arguments: [false, true])
  func `counters add up to their value and gauges are what they are`(ipv6: Bool) async throws {
    let collectd = try await Collectd(ipv6: ipv6)
    let database = try await Database.filled()
    let url = "statsd://\(ipv6 ? "[::1]" : "localhost"):\(collectd.port)"
    #expect(try await database.run("push", url) == .silent)
    #expect(
      try await collectd.value(of: "derive-jobs_total.queue.mail", becoming: 17) == 17)
    #expect(try await collectd.value(of: "gauge-temperature", becoming: -5.5) == -5.5)
    #expect(
      try await collectd.value(of: "derive-wait_seconds_bucket.le.2_0", becoming: 2) == 2)

    try await database.run("add", "jobs", "queue=mail", "5")
    try await database.run("set", "temperature", "-7")
    for _ in 0..<3 { #expect(try await database.run("push", url) == .silent) }
    #expect(
      try await collectd.value(of: "derive-jobs_total.queue.mail", becoming: 22) == 22)
    #expect(try await collectd.value(of: "gauge-temperature", becoming: -7) == -7)
  }

  @Test func `a server that was away has lost nothing, and counts nothing twice`() async throws {
    let port = LoopbackPort.free(1, SOCK_DGRAM)[0]
    let database = try await Database.filled()
    let url = "statsd://127.0.0.1:\(port)"
    for _ in 0..<3 {
      try await database.run("incr", "jobs", "queue=mail")
      let result = try await database.run("push", url)
      #expect(
        result
          == CommandResult(
            status: 1, output: "",
            error: """
              metricctl: e_failure: cannot send to '127.0.0.1:\(port)': Connection refused

              """))
    }
    let collectd = try await Collectd(port: port)
    #expect(try await database.run("push", url) == .silent)
    #expect(
      try await collectd.value(of: "derive-jobs_total.queue.mail", becoming: 20) == 20)

    collectd.stop()
    try await database.run("incr", "jobs", "queue=mail")
    #expect(try await database.run("push", url).status == 1)
    let next = try await Collectd(port: port)
    try await database.run("incr", "jobs", "queue=mail")
    #expect(try await database.run("push", url) == .silent)
    #expect(try await next.value(of: "derive-jobs_total.queue.mail", becoming: 2) == 2)
  }
}
