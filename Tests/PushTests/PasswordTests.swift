internal import Foundation
internal import TestSupport
internal import Testing

/// The password of a URL's user, from where no list of processes shows it.
@Suite struct PasswordTests {
  private static let password = "se%cret:/@x "

  private func run(
    _ words: [String], on database: Database, variable: String? = nil, input: String = ""
  ) async throws -> CommandResult {
    var environment = database.environment
    environment["METRICCTL_PUSH_PASSWORD"] = variable
    return try await Command.run(
      Command.metricctl, words, environment: environment, input: input)
  }

  private func write(_ text: String, mode: Int, in database: Database) throws -> String {
    let path = database.folder.file("password")
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    return path
  }

  @Test func `it comes from a file, from standard input or from the environment`() async throws {
    let gateway = try await Pushgateway(user: "me", password: Self.password)
    let database = try await Database.filled()
    let place = "localhost:\(gateway.port)/job/x"
    let url = "pushgateway://me@\(place)"
    for end in ["", "\n", "\r\n"] {
      let file = try write(Self.password + end, mode: 0o640, in: database)
      #expect(try await run(["push", url, "--password-file", file], on: database) == .silent)
    }
    let file = try write(Self.password, mode: 0o600, in: database)
    #expect(
      try await run(["push", url, "--password-file", file], on: database, variable: "no") == .silent
    )
    let piped = try await run(
      ["push", url, "--password-file", "-"], on: database, input: Self.password + "\n")
    #expect(piped == .silent)
    #expect(try await run(["push", url], on: database, variable: Self.password) == .silent)
    #expect(
      try await run(["push", "--delete", url], on: database, variable: Self.password) == .silent)
    // What stands in the URL wins over the environment.
    let whole = "pushgateway://me:se%25cret%3A%2F%40x%20@\(place)"
    #expect(try await run(["push", whole], on: database, variable: "no") == .silent)
  }

  @Test func `the variable is for URLs that name a user, and no other target minds it`()
    async throws
  {
    let gateway = try await Pushgateway()
    let receiver = try #require(LoopbackPort(SOCK_DGRAM))
    let database = try await Database.filled()
    for url in [
      "pushgateway://localhost:\(gateway.port)/job/x", "statsd://127.0.0.1:\(receiver.number)",
    ] {
      let result = try await run(["push", url, "temperature"], on: database, variable: "secret")
      #expect(result == .silent)
    }
    #expect(receiver.datagrams() == ["temperature:0|g\ntemperature:-5.5|g"])
  }

  @Test func `it is never shown`() async throws {
    let gateway = try await Pushgateway(user: "me", password: Self.password)
    let database = try await Database.filled()
    let url = "pushgateway://me@localhost:\(gateway.port)/job/x"
    let file = try write("wrong\n", mode: 0o600, in: database)
    for words in [["--password-file", file], ["--password-file", file, "--add"], []] {
      let refused = try await run(["push", url] + words, on: database, variable: "wrong")
      #expect(
        refused
          == CommandResult(
            status: 1, output: "",
            error: """
              metricctl: e_failure: cannot push to \
              'http://localhost:\(gateway.port)/metrics/job/x': 401 Unauthorized: Unauthorized

              """))
    }
    let shown = try await run(
      ["push", url, "temperature", "--dry-run", "--verbose", "--password-file", file], on: database)
    #expect(shown.status == 0)
    #expect(shown.output.hasPrefix("PUT http://localhost:\(gateway.port)/metrics/job/x\n\n"))
    #expect(!(shown.output + shown.error).contains("wrong"))
  }

  @Test(arguments: [
    ("", "line 1: it is empty"), ("\n", "line 1: it is empty"),
    ("\u{feff}secret\n", "line 1: it begins with a byte order mark"),
    ("secret\nmore\n", "line 1: a password is one line without control characters"),
    ("secret\u{0}", "line 1: a password is one line without control characters"),
    (
      String(repeating: "s", count: 4_097),
      "line 1: a password of more than 4096 bytes is too long"
    ),
  ])
  func `a file that holds no password is named`(text: String, fault: String) async throws {
    let database = try Database()
    let path = try write(text, mode: 0o600, in: database)
    #expect(
      try await run(["push", "influx://me@h/db", "--password-file", path], on: database)
        == CommandResult(
          status: 2, output: "", error: "metricctl: e_inval: \(path): \(fault)\n"))
  }

  @Test func `a file that others may read, or that is not there, is refused`() async throws {
    let database = try Database()
    for mode in [0o644, 0o602] {
      let path = try write("secret", mode: mode, in: database)
      #expect(
        try await run(["push", "influx://me@h/db", "--password-file", path], on: database)
          == CommandResult(
            status: 2, output: "",
            error: """
              metricctl: e_inval: --password-file takes a file that others may not read or write \
              (chmod o-rw), not '\(path)'

              """))
    }
    let missing = database.folder.file("none")
    #expect(
      try await run(["push", "influx://me@h/db", "--password-file", missing], on: database)
        == CommandResult(
          status: 1, output: "",
          error: "metricctl: e_failure: cannot open '\(missing)': No such file or directory\n"))
  }

  @Test(arguments: ["influx://h/db", "influx://me:secret@h/db", "statsd://h"])
  func `a URL that has no use for it is refused`(url: String) async throws {
    let database = try Database()
    #expect(
      try await run(["push", url, "--password-file", "/none"], on: database)
        == CommandResult(
          status: 2, output: "",
          error: """
            metricctl: e_inval: --password-file is for a URL with a user and no password, such as \
            influx://USER@HOST/DATABASE

            """))
  }

  @Test func `a variable that is not UTF-8 is not shown`() async throws {
    let database = try Database()
    let result = try await Command.run(
      "sh",
      [
        "-c", #"METRICCTL_PUSH_PASSWORD=$(printf 'sec\377ret') exec "$@""#, "sh",
        Command.metricctl, "push", "influx://me@h/db",
      ], environment: database.environment)
    #expect(
      result
        == CommandResult(
          status: 2, output: "",
          error: """
            metricctl: e_inval: environment variable METRICCTL_PUSH_PASSWORD takes UTF-8, not '***'

            """))
  }
}
