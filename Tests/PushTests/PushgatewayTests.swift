internal import TestSupport
internal import Testing

@Suite struct PushgatewayTests {
  @Test func `a push replaces the group, and with --add only the metrics that it holds`()
    async throws
  {
    let gateway = try await Pushgateway()
    let database = try await Database.filled()
    let url = "pushgateway://localhost:\(gateway.port)/job/nightly%2Fbackup/host/a/zone/"
    #expect(try await database.run("push", url) == .silent)
    let group = #"host="a",instance="",job="nightly/backup""#
    let jobs = [
      "jobs_total{\(group),queue=\"mail\",zone=\"\"} 17",
      "jobs_total{\(group),queue=\"web\",zone=\"\"} 0",
    ]
    #expect(try await gateway.samples("jobs_total") == jobs)
    #expect(try await gateway.samples("temperature") == ["temperature{\(group),zone=\"\"} -5.5"])
    #expect(
      try await gateway.samples("wait_seconds") == [
        "wait_seconds_bucket{\(group),zone=\"\",le=\"+Inf\"} 2",
        "wait_seconds_bucket{\(group),zone=\"\",le=\"0.5\"} 1",
        "wait_seconds_bucket{\(group),zone=\"\",le=\"2\"} 2",
        "wait_seconds_count{\(group),zone=\"\"} 2", "wait_seconds_sum{\(group),zone=\"\"} 1.25",
      ])

    try await database.run("set", "temperature", "3")
    #expect(try await database.run("push", url, "temperature", "--add") == .silent)
    #expect(try await gateway.samples("temperature") == ["temperature{\(group),zone=\"\"} 3"])
    #expect(try await gateway.samples("jobs_total") == jobs)

    #expect(try await database.run("push", url, "temperature") == .silent)
    #expect(try await gateway.samples("temperature") == ["temperature{\(group),zone=\"\"} 3"])
    #expect(try await gateway.samples("jobs_total") == [])
    #expect(database.memories == [])
  }

  @Test func `what the gateway refuses is told with its reason`() async throws {
    let gateway = try await Pushgateway()
    let database = try Database()
    let url = "pushgateway://127.0.0.1:\(gateway.port)/job/"
    try await database.run("declare", "a", "gauge", "", "")
    #expect(try await database.run("push", url + "y", "a") == .silent)
    try await database.run("delete", "a", "--all")
    try await database.run("declare", "a", "unknown", "", "")
    let refused = try await database.run("push", url + "x", "a")
    #expect(refused.status == 1)
    #expect(
      refused.error.hasPrefix(
        "metricctl: e_failure: cannot push to 'http://127.0.0.1:\(gateway.port)/metrics/job/x': "
          + "400 Bad Request: pushed metrics are invalid or inconsistent with existing metrics: "))
    #expect(refused.error.split(separator: "\n").count == 1)

    let port = LoopbackPort.free(1)[0]
    let nobody = try await database.run("push", "pushgateway://127.0.0.1:\(port)/job/x")
    #expect(
      nobody
        == CommandResult(
          status: 1, output: "",
          error: """
            metricctl: e_failure: cannot push to 'http://127.0.0.1:\(port)/metrics/job/x': \
            Connection refused

            """))
    let nowhere = try await database.run("push", "pushgateway://no-such-host.invalid/job/x")
    #expect(nowhere.status == 1)
    #expect(
      nowhere.error.hasPrefix(
        "metricctl: e_failure: cannot push to 'http://no-such-host.invalid:9091/metrics/job/x': "))
  }

  @Test func `an encrypted push checks the certificate`() async throws {
    let gateway = try await Pushgateway(encrypted: true)
    let certificate = try #require(gateway.certificate)
    let database = try await Database.filled()
    let url = "pushgateway+https://localhost:\(gateway.port)/job/x"
    #expect(try await database.run("push", "\(url)?ca=\(certificate)", "temperature") == .silent)
    #expect(
      try await gateway.samples("temperature") == [#"temperature{instance="",job="x"} -5.5"#])
    let stranger = try await database.run("push", url)
    #expect(stranger.status == 1)
    #expect(
      stranger.error.hasPrefix(
        "metricctl: e_failure: cannot push to 'https://localhost:\(gateway.port)/metrics/job/x': "))
    #expect(stranger.error.contains("CERTIFICATE_VERIFY_FAILED"))
    let unencrypted = try await database.run(
      "push", "pushgateway://localhost:\(gateway.port)/job/x")
    #expect(
      unencrypted.error == """
        metricctl: e_failure: cannot push to 'http://localhost:\(gateway.port)/metrics/job/x': \
        400 Bad Request: Client sent an HTTP request to an HTTPS server.

        """)
    #expect(unencrypted.status == 1)
  }
}
