internal import Foundation
internal import TestSupport
internal import Testing

/// Who may ask: by password, certificate and address.
@Suite struct AccessTests {
  static func passwords(_ folder: TemporaryDirectory, _ password: String) async throws
    -> String
  {
    let path = folder.file("users")
    let bcrypt = try await Command.run("htpasswd", ["-niB", "-C", "5", "me"], input: password)
    let sha512 = try await Command.run("openssl", ["passwd", "-6", "-stdin"], input: password)
    try "# users\n\n\(bcrypt.output.trimmingCharacters(in: .newlines))\nyou:\(sha512.output)".write(
      toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  @Test func `a name and its password let in, and nothing else does`() async throws {
    let folder = try TemporaryDirectory()
    let file = try await Self.passwords(folder, "se:cret é")
    let server = try await RunningServer(["--password-file", file], folder: folder)
    for path in ["/metrics", "/", "/api/v1/metrics", "/-/healthy", "/nothing"] {
      let nobody = try await server.ask(path)
      #expect(nobody.status == 401)
      #expect(nobody.fields["www-authenticate"] == "Basic realm=\"metricctl\", charset=\"UTF-8\"")
      #expect(nobody.body == "e_failure: a name and a password are needed\n")
    }
    for user in ["me", "you"] {
      #expect(try await server.ask("/-/healthy", "-u", "\(user):se:cret é").status == 200)
      #expect(try await server.ask("/-/healthy", "-u", "\(user):se:cret").status == 401)
      #expect(try await server.ask("/-/healthy", "-u", "\(user):se:cret é").status == 200)
    }
    #expect(try await server.ask("/-/healthy", "-u", "other:se:cret é").status == 401)
    #expect(try await server.ask("/-/healthy", "-H", "Authorization: Bearer x").status == 401)
    #expect(!server.log.contains("cret"))
    // Those who came without a password are asked for it, and no more.
    let refused = "refused 127.0.0.1: e_failure: a name and a password are needed\n"
    #expect(server.log.components(separatedBy: " warning metricctl: " + refused).count == 5)
  }

  @Test func `who guesses too often waits`() async throws {
    let folder = try TemporaryDirectory()
    let file = try await Self.passwords(folder, "secret")
    let server = try await RunningServer(["--password-file", file], folder: folder)
    #expect(try await server.ask("/-/healthy", "-u", "me:secret").status == 200)
    // By one process: the allowance comes back with time, and starting many takes some.
    let guesses = try await Command.run(
      "curl",
      ["-s", "--noproxy", "*", "-u", "me:x", "-w", "%{http_code}\\n"]
        + (0..<100).flatMap { _ in ["-o", "/dev/null", server.url + "/-/healthy"] })
    let statuses = guesses.output.split(separator: "\n")
    #expect(statuses.count == 100)
    #expect(statuses.prefix(10).allSatisfy { $0 == "401" })
    #expect(statuses.contains("429"))
    // The allowance comes back with time.
    #expect(
      try await Server.eventually {
        try await server.ask("/-/healthy", "-u", "me:secret").status == 200
      })
  }

  @Test func `passwords are read again at SIGHUP, and old ones are forgotten`() async throws {
    let folder = try TemporaryDirectory()
    let file = try await Self.passwords(folder, "old")
    let server = try await RunningServer(["--password-file", file], folder: folder)
    #expect(try await server.ask("/-/healthy", "-u", "me:old").status == 200)
    _ = try await Self.passwords(folder, "new")
    server.signal(SIGHUP)
    #expect(
      try await Server.eventually {
        try await server.ask("/-/healthy", "-u", "me:new").status == 200
      })
    #expect(try await server.ask("/-/healthy", "-u", "me:old").status == 401)
  }

  @Test(arguments: [
    ("me:plain\n", "line 1: the hash is neither bcrypt"), ("me\n", "line 1: expected user:hash"),
    ("# nobody\n", "line 1: it names no user"),
    ("\u{feff}me:$6$x\n", "line 1: it begins with a byte order mark"),
    ("x\u{fffd}", "line 1: expected user:hash"),
  ])
  func `a password file that cannot be meant is refused`(text: String, fault: String) async throws {
    let folder = try TemporaryDirectory()
    try text.write(toFile: folder.file("users"), atomically: true, encoding: .utf8)
    let result = try await Command.metricctl(
      "serve", "--listen", "any", "--password-file", folder.file("users"),
      database: folder.file("m.db"))
    #expect(result.status == 2)
    #expect(result.error.hasPrefix("metricctl: e_inval: \(folder.file("users")): \(fault)"))
  }

  @Test func `a certificate is shown, and another one after SIGHUP`() async throws {
    let folder = try TemporaryDirectory()
    let certificate = try await Certificate(in: folder)
    let server = try await RunningServer(
      ["--tls-certificate", certificate.file, "--tls-key", certificate.key], folder: folder)
    let url = "https://\(server.addresses[0])/-/healthy"
    #expect(try await RunningServer.ask(url, ["--cacert", certificate.file]).status == 200)
    #expect(try await RunningServer.ask(url).body.contains("certificate"))
    #expect(try await server.ask("/-/healthy").status == 0)
    #expect(
      try await RunningServer.ask(url, ["--cacert", certificate.file, "--tls-max", "1.1"]).status
        == 0)
    for reason in ["HTTP_REQUEST", "UNSUPPORTED_PROTOCOL"] {
      #expect(
        try await Server.eventually { server.log.contains("refused 127.0.0.1: TLS: \(reason)\n") },
        "\(server.log)")
    }
    let old = try Data(contentsOf: URL(fileURLWithPath: certificate.file))
    try old.write(to: URL(fileURLWithPath: folder.file("old.pem")))
    _ = try await Certificate(in: folder)
    server.signal(SIGHUP)
    #expect(
      try await Server.eventually {
        try await RunningServer.ask(url, ["--cacert", certificate.file]).status == 200
      })
    #expect(try await RunningServer.ask(url, ["--cacert", folder.file("old.pem")]).status == 0)
    try "no certificate".write(toFile: certificate.file, atomically: true, encoding: .utf8)
    server.signal(SIGHUP)
    #expect(
      try await Server.eventually {
        server.log.contains("e_inval: '\(certificate.file)' is not a certificate in PEM")
      })
    #expect(try await RunningServer.ask(url, ["-k"]).status == 200)
  }

  @Test func `a certificate stays when the passwords cannot be read with it`() async throws {
    let folder = try TemporaryDirectory()
    let certificate = try await Certificate(in: folder)
    let users = try await Self.passwords(folder, "secret")
    let server = try await RunningServer(
      [
        "--tls-certificate", certificate.file, "--tls-key", certificate.key, "--password-file",
        users,
      ], folder: folder)
    let old = folder.file("old.pem")
    try FileManager.default.copyItem(atPath: certificate.file, toPath: old)
    _ = try await Certificate(in: folder)
    try "me:plain\n".write(toFile: users, atomically: true, encoding: .utf8)
    server.signal(SIGHUP)
    #expect(try await Server.eventually { server.log.contains("nothing was changed") })
    let url = "https://\(server.addresses[0])/-/healthy"
    let known = ["--cacert", old, "-u", "me:secret"]
    #expect(try await RunningServer.ask(url, known).status == 200)
  }

  @Test func `clients may have to show a certificate as well`() async throws {
    let folder = try TemporaryDirectory()
    let own = try await Certificate(in: folder)
    let client = try await Certificate(in: folder, named: "client")
    let stranger = try await Certificate(in: folder, named: "stranger")
    let server = try await RunningServer(
      [
        "--tls-certificate", own.file, "--tls-key", own.key, "--tls-client-ca", client.file,
      ], folder: folder)
    let url = "https://\(server.addresses[0])/-/healthy"
    func status(_ certificate: Certificate?) async throws -> Int {
      let shown = certificate.map { ["--cert", $0.file, "--key", $0.key] } ?? []
      return try await RunningServer.ask(url, ["--cacert", own.file] + shown).status
    }
    #expect(try await status(client) == 200)
    #expect(try await status(stranger) == 0)
    #expect(try await status(nil) == 0)
  }

  @Test(arguments: [
    (
      ["--tls-certificate", "none.pem"], "--tls-certificate and --tls-key are needed by each other"
    ),
    (
      ["--tls-client-ca", "none.pem"],
      "--tls-certificate and --tls-key are needed by --tls-client-ca"
    ),
    (
      ["--tls-certificate", "none.pem", "--tls-key", "none.pem"],
      "cannot open 'none.pem': No such file"
    ),
    (["--listen", "0.0.0.0:0"], "at 0.0.0.0:"),
    (
      ["--host", "localhost:80"], "--host takes a name such as metrics.example.org, without a port"
    ),
    (["--host", "http://x"], "--host takes a name"), (["--host", ""], "--host takes a name"),
    (["--allow", "10.0.0.1/8"], "--allow takes a network such as 10.0.0.0/8, not "),
    (["--max-connections", "0"], "--max-connections takes a whole number"),
    (
      ["--max-series", "9223372036854775807", "--statsd", ":0"], "--max-series takes a whole number"
    ),
    (["--flush-interval", "0", "--statsd", ":0"], "--flush-interval takes a number of seconds"),
    (["--set-interval", "0", "--statsd", ":0"], "--set-interval takes a number of seconds"),
    (["--socket-mode", "0680"], "--socket-mode takes an octal mode such as 0660, not '0680'"),
    (["--socket-mode", "01777"], "--socket-mode takes an octal mode"),
    (
      ["--socket-group", "no-such-group"],
      "--socket-group takes a group of /etc/group, or a group's"
    ),
    (["--statsd", "localhost"], "--statsd takes an address"),
    (["--statsd", "tcp:localhost"], "--statsd takes an address"),
    (["--created", "yes"], "--created takes on or off"),
    (["extra"], "unexpected argument 'extra'"),
  ])
  func `what makes no sense is refused before anything is served`(
    words: [String], fault: String
  ) async throws {
    let folder = try TemporaryDirectory()
    let result = try await Command.run(
      Command.metricctl, ["serve", "--listen", "any"] + words,
      environment: ["METRICCTL_DATABASE": folder.file("m.db"), "METRICCTL_CONFIG": "/dev/null"])
    #expect(result.status == (fault.hasPrefix("cannot open") ? 1 : 2))
    #expect(result.error.contains(fault), "\(result.error)")
    #expect(result.error.split(separator: "\n").count == 1)
  }
}
