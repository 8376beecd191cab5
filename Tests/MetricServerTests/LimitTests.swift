internal import Foundation
internal import TestSupport
internal import Testing

/// What no client may do to the others.
@Suite struct LimitTests {
  /// A client that sends bytes, waits, and prints what came back until the server closed.
  private static let client = """
    import socket, sys, time
    host, port = sys.argv[1].rsplit(":", 1)
    client = socket.create_connection((host, int(port)))
    client.settimeout(90)
    for piece in sys.argv[2:]:
        client.sendall(piece.encode().decode("unicode_escape").encode("latin-1"))
        time.sleep(0.05)
    try:
        while True:
            data = client.recv(65536)
            if not data: break
            sys.stdout.write(data.decode("latin-1").split("\\r\\n")[0] + "|")
    except ConnectionResetError:
        pass
    print("closed")
    """

  private func talk(_ server: RunningServer, _ pieces: String...) async throws -> String {
    try await Command.run("python3", ["-c", Self.client, server.addresses[0]] + pieces).output
  }

  @Test func `a request that does not end is cut off`() async throws {
    let server = try await RunningServer()
    let silent = try await talk(server, "GET /metrics HTTP/1.1\\r\\nHost: localhost\\r\\nX-Long: ")
    #expect(silent == "closed\n")
  }

  @Test func `a head that is too long is refused`() async throws {
    let server = try await RunningServer()
    let header = "X-Long: " + String(repeating: "x", count: 40_000)
    let long = try await talk(
      server, "GET /metrics HTTP/1.1\\r\\nHost: localhost\\r\\n\(header)\\r\\n\\r\\n")
    #expect(long == "HTTP/1.1 431 Request Header Fields Too Large|closed\n")
    let many = String(repeating: "A: b\\r\\n", count: 200)
    let lines = try await talk(
      server, "GET /metrics HTTP/1.1\\r\\nHost: localhost\\r\\n\(many)\\r\\n")
    #expect(lines == "HTTP/1.1 431 Request Header Fields Too Large|closed\n")
    #expect(try await server.ask("/-/healthy").status == 200)
  }

  @Test func `a body is not read`() async throws {
    let server = try await RunningServer()
    let length = "Host: localhost\\r\\nContent-Length: 1000000000\\r\\n\\r\\nabc"
    let large = try await talk(server, "GET /metrics HTTP/1.1\\r\\n" + length)
    #expect(large == "HTTP/1.1 413 Payload Too Large|closed\n")
    let pushed = try await talk(server, "POST /metrics HTTP/1.1\\r\\n" + length)
    #expect(pushed == "HTTP/1.1 405 Method Not Allowed|closed\n")
    let chunked = try await talk(
      server,
      "GET /metrics HTTP/1.1\\r\\nHost: localhost\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n5\\r\\n"
    )
    #expect(chunked == "HTTP/1.1 413 Payload Too Large|closed\n")
    let small = try await server.ask("/-/healthy", "-X", "GET", "-d", "x=1")
    #expect(small.status == 200)
  }

  @Test func `a body that is announced and does not come is not waited for long`() async throws {
    let server = try await RunningServer()
    let answer = try await talk(
      server, "POST /metrics HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: 8000\\r\\n\\r\\n")
    #expect(answer == "HTTP/1.1 405 Method Not Allowed|closed\n")
  }

  @Test func `a client that reads to the end of the connection sees it`() async throws {
    let server = try await RunningServer()
    for request in [
      "GET /-/healthy HTTP/1.0\\r\\n\\r\\n",
      "GET /-/healthy HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: Close, te\\r\\n\\r\\n",
    ] {
      #expect(try await talk(server, request) == "HTTP/1.1 200 OK|closed\n")
    }
  }

  @Test(arguments: ["", "Host: x\\r\\nHost: y\\r\\n", "Host: a b\\r\\n", "Host: <x>\\r\\n"])
  func `a request names one host`(lines: String) async throws {
    let server = try await RunningServer()
    let request = "GET /-/healthy HTTP/1.1\\r\\n\(lines)\\r\\n"
    #expect(try await talk(server, request + request) == "HTTP/1.1 400 Bad Request|closed\n")
    // What was asked before it is answered before it.
    let good = "GET /nothing HTTP/1.1\\r\\nHost: [::1]:80\\r\\n\\r\\n"
    let both = try await talk(server, good + request)
    #expect(both.hasPrefix("HTTP/1.1 404 Not Found|"), "\(both)")
    #expect(both.hasSuffix("closed\n"))
  }

  @Test func `what is not HTTP is refused`() async throws {
    let server = try await RunningServer()
    for words in ["\\x16\\x03\\x01\\r\\n\\r\\n", "GET\\r\\n\\r\\n", "hello\\r\\n\\r\\n"] {
      let answer = try await talk(server, words)
      #expect(answer == "HTTP/1.1 400 Bad Request|closed\n" || answer == "closed\n")
    }
    #expect(try await server.ask("/-/healthy").status == 200)
  }

  @Test func `several requests at once are answered in their order`() async throws {
    let server = try await RunningServer()
    let answers = try await talk(
      server,
      "GET /-/healthy HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\nGET /nothing HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n"
        + "GET /-/healthy HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n")
    #expect(answers.hasPrefix("HTTP/1.1 200 OK|"))
    #expect(answers.hasSuffix("closed\n"))
  }

  /// Opens more connections than there may be, one after another, then asks on the last ones again
  /// and looks at the first.
  private static let crowd = """
    import socket, sys
    host, port = sys.argv[1].rsplit(":", 1)
    def ask(client):
        client.sendall(b"GET /-/healthy HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n")
        return client.recv(65536).split(b"\\r\\n")[0].decode()
    clients = []
    for _ in range(12):
        clients.append(socket.create_connection((host, int(port))))
        assert ask(clients[-1]) == "HTTP/1.1 200 OK"
    for client in clients[-4:]: print(ask(client))
    clients[0].settimeout(30)
    print(clients[0].recv(1))
    """

  @Test func `connections that do nothing make room for new ones`() async throws {
    let server = try await RunningServer(["--max-connections", "4"])
    let result = try await Command.run("python3", ["-c", Self.crowd, server.addresses[0]])
    #expect(
      result.output == String(repeating: "HTTP/1.1 200 OK\n", count: 4) + "b''\n",
      "\(result.error)")
  }

  @Test func `who may not ask is told so once, whatever is asked behind it`() async throws {
    let folder = try TemporaryDirectory()
    let file = try await AccessTests.passwords(folder, "secret")
    let server = try await RunningServer(["--password-file", file], folder: folder)
    let twice = String(
      repeating: "GET /-/healthy HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n", count: 2)
    #expect(try await talk(server, twice, twice) == "HTTP/1.1 401 Unauthorized|closed\n")
  }

  /// Sends more requests than anyone would, reads nothing meanwhile, and counts the answers.
  private static let hasty = """
    import socket, sys
    host, port = sys.argv[1].rsplit(":", 1)
    client = socket.create_connection((host, int(port)))
    client.settimeout(60)
    answers = b""
    try:
        client.sendall(b"GET /-/healthy HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n" * 200000)
        while data := client.recv(65536): answers += data
    except (ConnectionResetError, BrokenPipeError):
        pass
    print(answers.count(b"200 OK") < 200000)
    """

  @Test func `a client that sends requests ahead without end is cut off`() async throws {
    let server = try await RunningServer()
    let result = try await Command.run("python3", ["-c", Self.hasty, server.addresses[0]])
    #expect(result.output == "True\n", "\(result.error)")
    #expect(try await server.ask("/-/healthy").status == 200)
  }

  /// One client takes all connections and reads none of their answers; another one asks.
  private static let greedy = """
    import socket, sys
    host, port = sys.argv[1].rsplit(":", 1)
    clients = []
    for _ in range(4):
        client = socket.socket()
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.connect((host, int(port)))
        client.sendall(b"GET /metrics HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n")
        client.recv(10)
        clients.append(client)
    other = socket.create_connection((host, int(port)), source_address=("127.0.0.2", 0))
    other.sendall(b"GET /-/healthy HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n")
    print(other.recv(15).decode())
    """

  @Test func `a client that reads no answers makes room for another client`() async throws {
    let server = try await RunningServer(["--max-connections", "4"])
    try await server.fill()
    let result = try await Command.run("python3", ["-c", Self.greedy, server.addresses[0]])
    #expect(result.output == "HTTP/1.1 200 OK\n", "\(result.error)")
  }
}
