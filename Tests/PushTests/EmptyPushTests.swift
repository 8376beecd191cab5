internal import Foundation
internal import TestSupport
internal import Testing

/// A push that selects nothing sends nothing, and a group is deleted by name only.
@Suite struct EmptyPushTests {
  private func nothing(_ what: String) -> CommandResult {
    CommandResult(
      status: 4, output: "", error: "metricctl: e_not_found: \(what) (nothing was sent)\n")
  }

  @Test func `a push that selects nothing leaves the group as it is`() async throws {
    let gateway = try await Pushgateway()
    let database = try await Database.filled()
    let url = "pushgateway://localhost:\(gateway.port)/job/nightly"
    #expect(try await database.run("push", url, "temperature") == .silent)
    let kept = [#"temperature{instance="",job="nightly"} -5.5"#]
    try await database.run("declare", "bare", "gauge", "Without series.")
    for words in [
      ["web_*"], [#"jobs{queue="none"}"#], ["bare"], ["*_x", #"{a="b"}"#],
    ] {
      let selected = words.map { "'\($0)'" }.joined(separator: ", ")
      let error = nothing("no series in '\(database.path)' is selected by \(selected)")
      for options in [[], ["--add"], ["--dry-run"]] {
        #expect(try await database.run(["push", url] + words + options) == error)
      }
    }
    for options in [[], ["--add"], ["--dry-run"]] {
      let undeclared = try await database.run(
        ["push", url, "temperature", "tempreature"] + options)
      #expect((undeclared.status, undeclared.output) == (4, ""))
      #expect(undeclared.error.contains("'tempreature' is not declared"))
    }
    #expect(try await gateway.samples("temperature") == kept)

    let empty = try Database()
    try await empty.run("declare", "bare", "gauge", "Without series.")
    #expect(try await empty.run("push", url) == nothing("there are no series in '\(empty.path)'"))
    #expect(try await gateway.samples("temperature") == kept)
    #expect(database.memories == [] && empty.memories == [])
  }

  @Test(arguments: ["statsd", "graphite", "influx+udp"])
  func `it is the same failure for every target`(scheme: String) async throws {
    let kind = scheme == "graphite" ? SOCK_STREAM : SOCK_DGRAM
    let receiver = try #require(LoopbackPort(kind))
    let database = try await Database.filled()
    #expect(
      try await database.run("push", "\(scheme)://127.0.0.1:\(receiver.number)", "web_*")
        == nothing("no series in '\(database.path)' is selected by 'web_*'"))
    if kind == SOCK_DGRAM { #expect(receiver.isEmpty) }
    #expect(database.memories == [])
  }

  @Test func `an interval without series sends nothing, and that is told once`() async throws {
    let gateway = try await Pushgateway()
    let database = try await Database.filled()
    let url = "pushgateway://localhost:\(gateway.port)/job/x"
    let run = try Background(["push", url, "temp*", "--every", "0.01"], on: database)
    let group = #"{instance="",job="x"}"#
    #expect(
      try await Server.eventually {
        try await gateway.samples("temperature") == ["temperature\(group) -5.5"]
      })
    try await database.run("delete", "temperature", "--all")
    let error = nothing("no series in '\(database.path)' is selected by 'temp*'").error
    #expect(try await Server.eventually { run.error == error })
    // Time for some more intervals.
    try await Task.sleep(for: .milliseconds(300))
    #expect(run.error == error)
    #expect(try await gateway.samples("temperature") == ["temperature\(group) -5.5"])
    try await database.run("set", "temperature", "7", "--declare", "gauge")
    #expect(
      try await Server.eventually {
        try await gateway.samples("temperature") == ["temperature\(group) 7"]
      })
    let works = "metricctl: pushing to '\(url)' works again\n"
    #expect(try await Server.eventually { run.error == error + works })
    #expect(run.end(with: SIGTERM) == 0)
  }

  @Test func `a group is deleted when that is asked for, and no other`() async throws {
    let gateway = try await Pushgateway()
    let database = try await Database.filled()
    let url = "pushgateway://localhost:\(gateway.port)/job/"
    try await database.run("push", url + "x/host/a", "temperature")
    try await database.run("push", url + "x", "temperature")
    let shown = try await database.run("push", "--delete", url + "x/host/a", "--dry-run")
    let address = "http://localhost:\(gateway.port)/metrics/job/x/host/a"
    #expect(shown == CommandResult(status: 0, output: "DELETE \(address)\n\n", error: ""))
    #expect(try await gateway.samples("temperature").count == 2)
    // The database is not asked: it may be gone already.
    for _ in 0..<2 {
      #expect(try await Database().run("push", "--delete", url + "x/host/a") == .silent)
      #expect(
        try await gateway.samples("temperature") == [#"temperature{instance="",job="x"} -5.5"#])
    }
  }

  @Test func `what does not go with it is refused`() async throws {
    let database = try Database()
    let help = "(see metricctl push --help)\n"
    for url in ["statsd://h", "graphite://h", "influx://h/db", "influx+udp://h"] {
      #expect(
        try await database.run("push", url, "--delete")
          == CommandResult(
            status: 2, output: "",
            error: "metricctl: e_inval: --delete is for push gateways \(help)"))
    }
    for words in [["x"], ["--every", "1"], ["--add"]] {
      #expect(
        try await database.run(["push", "pushgateway://h/job/x", "--delete"] + words)
          == CommandResult(
            status: 2, output: "",
            error: """
              metricctl: e_inval: --delete takes the URL of a group and nothing else \(help)
              """))
    }
  }
}
