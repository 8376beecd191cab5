internal import TestSupport
internal import Testing

/// Servers that stand below a path of their host, as behind a proxy.
@Suite struct PathPrefixTests {
  @Test(arguments: [
    ("influx://h/db", "POST http://h:8086/write?db=db"),
    ("influx://h/db/", "POST http://h:8086/write?db=db"),
    ("influx://h/a/b%2Fc/d%2Fb", "POST http://h:8086/a/b%2Fc/write?db=d%2Fb"),
    ("influx+https://h//a//db/", "POST https://h:8086/a/write?db=db"),
    ("pushgateway://h/metrics/job/x", "PUT http://h:9091/metrics/job/x"),
    ("pushgateway://h/a/b%20c/metrics/job/x/", "PUT http://h:9091/a/b%20c/metrics/job/x"),
    (
      "pushgateway://h/a/metrics/job@base64/eA/p/%2Fq",
      "PUT http://h:9091/a/metrics/job/x/p@base64/L3E"
    ),
    ("pushgateway://h/metrics/metrics/job/x", "PUT http://h:9091/metrics/metrics/job/x"),
    // The job stands first: all behind it is the group's.
    ("pushgateway://h/job/x/metrics/job", "PUT http://h:9091/metrics/job/x/metrics/job"),
    (
      "pushgateway://h/a/metrics/job/x/metrics/job", "PUT http://h:9091/a/metrics/job/x/metrics/job"
    ),
  ])
  func `what stands before the target's own path is a prefix`(
    url: String, request: String
  ) async throws {
    let database = try Database()
    try await database.run("set", "a", "1", "--declare", "gauge")
    let shown = try await database.run("push", url, "--dry-run")
    #expect(shown.error == "")
    #expect(shown.output.split(separator: "\n").first.map(String.init) == request)
  }

  @Test func `a gateway below a path is pushed to, and takes dots as values`() async throws {
    let gateway = try await Pushgateway(prefix: "/monitoring/gw")
    let database = try await Database.filled()
    let url = "pushgateway://localhost:\(gateway.port)/monitoring/gw/metrics/job/"
    #expect(try await database.run("push", url + "./path/..", "temperature") == .silent)
    #expect(
      try await gateway.samples("temperature")
        == [#"temperature{instance="",job=".",path=".."} -5.5"#])
    #expect(try await database.run("push", url + "./path/..", "--delete") == .silent)
    #expect(try await gateway.samples("temperature") == [])
    let elsewhere = try await database.run(
      "push", "pushgateway://localhost:\(gateway.port)/job/x", "temperature")
    #expect(elsewhere.status == 1)
    #expect(elsewhere.error.contains("404 Not Found"))
  }
}
