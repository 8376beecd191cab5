internal import TestSupport
internal import Testing

@Suite struct GraphiteTests {
  @Test func `numbers are in carbon's files, under dotted names and with tags`() async throws {
    let carbon = try await Carbon()
    let database = try await Database.filled()
    let url = "graphite://localhost:\(carbon.port)"
    #expect(try await database.run("push", url + "?labels=dotted") == .silent)
    #expect(try await carbon.number(in: "jobs_total/queue/mail.wsp") == 17)
    #expect(try await carbon.number(in: "temperature.wsp") == -5.5)
    #expect(try await carbon.number(in: "wait_seconds_bucket/le/2_0.wsp") == 2)
    #expect(try await carbon.number(in: "wait_seconds_sum.wsp") == 1.25)

    #expect(try await database.run("push", url, "jobs") == .silent)
    let file = try #require(try await carbon.file(ofTagged: "jobs_total;queue=mail"))
    #expect(try await carbon.number(in: file) == 17)
  }

  @Test func `a server that is not there is an error that names it`() async throws {
    let database = try await Database.filled()
    let port = LoopbackPort.free(1)[0]
    let result = try await database.run("push", "graphite://127.0.0.1:\(port)")
    #expect(
      result
        == CommandResult(
          status: 1, output: "",
          error: """
            metricctl: e_failure: cannot connect to '127.0.0.1:\(port)': Connection refused

            """))
    let nowhere = try await database.run("push", "graphite://no-such-host.invalid")
    #expect(nowhere.status == 1)
    #expect(
      nowhere.error.hasPrefix("metricctl: e_failure: cannot resolve 'no-such-host.invalid': "))
  }
}
