internal import TestSupport
internal import Testing

@Suite struct InfluxTests {
  @Test func `points are found by a query, whether written by HTTP or UDP`() async throws {
    let influx = try await Influx()
    let database = try await Database.filled()
    for (url, name) in [
      ("influx://localhost:\(influx.port)/db", "db"),
      ("influx+udp://localhost:\(influx.datagramPort)", "udp"),
    ] {
      #expect(try await database.run("push", url) == .silent)
      let jobs = try await influx.answer(
        to: "SELECT last(value) FROM jobs_total GROUP BY queue", of: name, rows: 2)
      let values = jobs.split(separator: "\n").map { line in
        let fields = line.split(separator: ",", omittingEmptySubsequences: false)
        return "\(fields[1]) \(fields[3])"
      }
      #expect(values == ["tags last", "queue=mail 17", "queue=web 0"])
      let gauge = try await influx.answer(to: "SELECT last(value) FROM temperature", of: name)
      #expect(gauge.hasSuffix(",-5.5\n"))
    }
  }

  @Test func `any label comes back as it was, but for what the protocol cannot say`() async throws {
    let influx = try await Influx()
    let database = try Database()
    let value = #"a,b=c d"e\f 日本"#
    try await database.run("declare", "g", "gauge", "")
    let quoted = value.replacing(#"\"#, with: #"\\"#).replacing(#"""#, with: #"\""#)
    try await database.run("set", "g", "path=\"\(quoted)\"", "1")
    try await database.run("set", "g", "time=now", "2")
    #expect(
      try await database.run("push", "influx://[::ffff:127.0.0.1]:\(influx.port)/db") == .silent)
    let answer = try await influx.answer(
      to: #"SHOW TAG VALUES FROM g WITH KEY IN ("path", "time_")"#, of: "db", rows: 2)
    #expect(answer.contains(value.replacing(#"""#, with: #""""#)))
    #expect(answer.contains("time_,now"))
  }

  @Test func `a password lets in and is never shown`() async throws {
    let influx = try await Influx(user: "me", password: "se%cret:/@x")
    let database = try await Database.filled()
    let place = "localhost:\(influx.port)/db"
    let result = try await database.run("push", "influx://me:se%25cret%3A%2F%40x@\(place)")
    #expect(result == .silent)
    #expect(
      try await influx.answer(to: "SELECT last(value) FROM temperature", of: "db").hasSuffix(
        ",-5.5\n"))

    let wrong = try await database.run("push", "influx://me:wrong@\(place)")
    #expect(
      wrong
        == CommandResult(
          status: 1, output: "",
          error: """
            metricctl: e_failure: cannot push to 'http://localhost:\(influx.port)/write?db=db': \
            401 Unauthorized: {"error":"authorization failed"}

            """))
    let missing = try await database.run(
      "push", "influx://me:se%25cret%3A%2F%40x@localhost:\(influx.port)/none")
    #expect(
      missing.error == """
        metricctl: e_failure: cannot push to 'http://localhost:\(influx.port)/write?db=none': \
        404 Not Found: {"error":"database not found: \\"none\\""}

        """)
  }
}
