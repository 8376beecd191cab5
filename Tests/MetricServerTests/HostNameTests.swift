internal import Foundation
internal import TestSupport
internal import Testing

@testable internal import MetricServer

/// By which names a server may be asked, and what else a request's first lines may say.
@Suite struct HostNameTests {
  @Test(arguments: [
    ("localhost", "localhost", true), ("LocalHost:9100", "localhost", true),
    ("localhost.", "localhost", true), ("127.0.0.1:80", "127.0.0.1", true),
    ("192.0.2.1", "192.0.2.1", true), ("[::1]:80", "[::1]", true),
    ("[2001:DB8::1]", "[2001:db8::1]", true),
    ("127.0.0.1.example", "127.0.0.1.example", false), ("127.1", "127.1", false),
    ("localhost.example", "localhost.example", false), ("a.localhost", "a.localhost", false),
    ("Metrics.Example:", "metrics.example", false), ("", "", false), (":80", "", false),
  ])
  func `a host is read`(authority: String, text: String, isUnmistakable: Bool) throws {
    let name = try #require(HostName(authority: authority))
    #expect(name.text == text)
    #expect(name.isUnmistakable == isUnmistakable)
  }

  @Test(arguments: [
    "me@localhost", "me:pw@localhost", "localhost:http", "localhost:65536", "localhost:-1", "::1",
    "a b", "a,b", "<a>", "[127.0.0.1]", "[::1", "[::1]x", "x[::1]", "a/b", "a\u{0}",
    "bücher.example",
  ])
  func `what is no host is refused`(authority: String) {
    #expect(HostName(authority: authority) == nil)
  }

  /// What a request with a `Host` is answered, by a server with these options.
  private func status(_ host: String, _ server: RunningServer) async throws -> Int {
    try await server.ask("/-/healthy", "-H", "Host: \(host)").status
  }

  @Test func `without a password a server is asked by its address, localhost and its names only`()
    async throws
  {
    let server = try await RunningServer(["--host", "metrics.example", "--host", "proxy."])
    for host in [
      "localhost", "localhost:8080", "127.0.0.1", "[::1]:8080", "192.0.2.1", "Metrics.Example:80",
      "proxy",
    ] { #expect(try await status(host, server) == 200, "\(host)") }
    for host in ["evil.example", "evil.metrics.example", "127.0.0.1.evil.example", "metrics"] {
      #expect(try await status(host, server) == 421, "\(host)")
    }
    for path in ["/metrics", "/", "/api/v1/metrics", "/nothing"] {
      let refused = try await server.ask(path, "-H", "Host: evil.example:8080")
      #expect(refused.status == 421)
      #expect(
        refused.body
          == "e_failure: this server is not known as 'evil.example:8080' (see --host)\n")
      #expect(refused.fields["connection"] == "close")
    }
    let logged =
      "refused 127.0.0.1: e_failure: this server is not known by that name (see --host)\n"
    #expect(server.log.components(separatedBy: logged).count == 6)
    #expect(!server.log.contains("evil"))
  }

  @Test func `names come from the environment and the configuration too, and anew at SIGHUP`()
    async throws
  {
    let folder = try TemporaryDirectory()
    let file = folder.file("metricctl.conf")
    try "host = one.example, two.example\n".write(toFile: file, atomically: true, encoding: .utf8)
    let server = try await RunningServer(["--config", file], folder: folder)
    #expect(try await status("two.example", server) == 200)
    #expect(try await status("three.example", server) == 421)
    try "host = three.example\n".write(toFile: file, atomically: true, encoding: .utf8)
    server.signal(SIGHUP)
    #expect(try await Server.eventually { try await status("three.example", server) == 200 })
    #expect(try await status("two.example", server) == 421)
    let other = try await RunningServer(environment: ["METRICCTL_HOST": "four.example five.example"]
    )
    #expect(try await status("five.example", other) == 200)
    #expect(try await status("two.example", other) == 421)
  }

  @Test func `where a password or a local socket is asked for, any name will do`() async throws {
    let folder = try TemporaryDirectory()
    let file = try await AccessTests.passwords(folder, "secret")
    let server = try await RunningServer(["--password-file", file], folder: folder)
    let known = try await server.ask("/-/healthy", "-u", "me:secret", "-H", "Host: x.example")
    #expect(known.status == 200)
    let path = folder.file("m.sock")
    let local = try await RunningServer(["--listen", "unix:\(path)"])
    #expect(
      try await RunningServer.ask("http://x.example/-/healthy", ["--unix-socket", path]).status
        == 200)
    withExtendedLifetime(local) {}
  }

  @Test(arguments: [
    ("CONNECT localhost:80", "Host: localhost", "405"), ("OPTIONS *", "Host: localhost", "204"),
    ("GET *", "Host: localhost", "404"),
    ("GET http://localhost/-/healthy", "Host: x.example", "200"),
    ("GET HTTP://127.0.0.1:9/-/healthy?x", "Host: localhost", "200"),
    ("GET http://x.example/-/healthy", "Host: localhost", "421"),
    ("OPTIONS http://localhost", "Host: localhost", "204"),
    ("GET http://me:pw@localhost/-/healthy", "Host: localhost", "400"),
    ("GET http:///-/healthy", "Host: localhost", "400"),
    ("GET ftp://localhost/-/healthy", "Host: localhost", "400"),
    ("GET -/healthy", "Host: localhost", "400"),
    ("GET /-/healthy", "Host: me@localhost", "400"), ("GET /-/healthy", "Host: localhost:x", "400"),
    ("GET /-/healthy", "Host: localhost\\r\\nContent-Length: 1\\r\\nContent-Length: 2", "400"),
    ("GET /-/healthy", "Host: localhost\\r\\nContent-Length: +0", "400"),
    (
      "GET /-/healthy", "Host: localhost\\r\\nContent-Length: 3\\r\\nTransfer-Encoding: chunked",
      "400"
    ),
    ("GET /-/healthy", "Host: localhost\\r\\nTransfer-Encoding : chunked", "400"),
    ("GET /-/healthy", "Host: localhost\\r\\nA: b\\r\\n c", "400"),
  ])
  func `a request line and its fields are answered by the right status, in words`(
    line: String, fields: String, status: String
  ) async throws {
    let server = try await RunningServer()
    let script = """
      import socket, sys
      host, port = sys.argv[1].rsplit(":", 1)
      client = socket.create_connection((host, int(port)))
      text = sys.argv[2] + " HTTP/1.1\\\\r\\\\n" + sys.argv[3] + "\\\\r\\\\nConnection: close\\\\r\\\\n\\\\r\\\\n"
      client.sendall(text.encode().decode("unicode_escape").encode("latin-1"))
      answer = b""
      while data := client.recv(65536): answer += data
      head, _, body = answer.partition(b"\\r\\n\\r\\n")
      print(head.split()[1].decode(), body.decode(), end="")
      """
    let answer = try await Command.run(
      "python3", ["-c", script, server.addresses[0], line, fields])
    #expect(answer.output.hasPrefix(status + " "), "\(answer.output)\(answer.error)")
    if status.hasPrefix("4") {
      #expect(answer.output.dropFirst(4).hasPrefix("e_"), "\(answer.output)")
    }
  }
}
