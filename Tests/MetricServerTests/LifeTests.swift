internal import Foundation
internal import TestSupport
internal import Testing

/// How a server begins, ends, and is told of changes.
@Suite struct LifeTests {
  @Test(arguments: [SIGTERM, SIGINT])
  func `it ends with 0 when told to, and is not found from then on`(signal: Int32) async throws {
    let server = try await RunningServer(["--listen", "any", "--listen", "[::1]:0"])
    #expect(server.addresses.count == 2)
    for address in server.addresses {
      #expect(try await RunningServer.ask("http://\(address)/-/healthy").status == 200)
    }
    #expect(server.end(with: signal) == 0)
    let gone = try await server.run("address", status: 4)
    #expect(
      gone.error == "metricctl: e_not_found: no server is running on '\(server.database)'\n")
    let lines = server.log.split(separator: "\n").map { $0.drop { $0 != " " } }
    #expect(
      lines == [
        " info metricctl: serving '\(server.database)' at \(server.addresses.joined(separator: ", "))",
        " info metricctl: stopped serving '\(server.database)'",
      ])
  }

  /// Reads a little of an answer, says so, and the rest once it is told to.
  private static let slowReader = """
    import socket, sys, time
    host, port = sys.argv[1].rsplit(":", 1)
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 16)
    client.connect((host, int(port)))
    client.sendall(b"GET /metrics HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n")
    pieces = [client.recv(1000)]
    print("began", flush=True)
    sys.stdin.readline()
    while piece := client.recv(1 << 20): pieces.append(piece)
    head, body = b"".join(pieces).split(b"\\r\\n\\r\\n", 1)
    print(len(body), b"Content-Length: %d\\r\\n" % len(body) in head)
    """

  @Test func `an answer that is being read when the server stops is finished, and none begun`()
    async throws
  {
    let server = try await RunningServer()
    try await server.fill()
    let told = server.folder.file("told")
    let script = """
      mkfifo "$3"; exec 4<>"$3"; mkfifo "$3.out"
      python3 -c "$1" "$2" <&4 > "$3.out" & exec 5< "$3.out"
      read -r began <&5; kill -TERM "$4"
      until ! (exec 6<>"/dev/tcp/${2%:*}/${2##*:}") 2>/dev/null; do sleep 0.1; done
      kill -0 "$4" && echo go >&4; cat <&5
      """
    let read = try await Command.run(
      "bash",
      ["-c", script, "sh", Self.slowReader, server.addresses[0], told, "\(server.identifier)"])
    #expect(read.output.hasSuffix(" True\n"), "\(read.output)\(read.error)")
    #expect(try #require(Int(read.output.prefix { $0 != " " })) > 12_000_000)
    #expect(try await Server.eventually { !server.isRunning })
  }

  @Test func `a killed server is not found at once, and another takes its place`() async throws {
    let folder = try TemporaryDirectory()
    let first = try await RunningServer(folder: folder)
    _ = first.end(with: SIGKILL)
    try await first.run("address", status: 4)
    let second = try await RunningServer(folder: folder)
    #expect(try await second.ask("/-/healthy").status == 200)
  }

  @Test func `a second server is told who runs`() async throws {
    let server = try await RunningServer()
    let second = try await server.run("serve", "--listen", "any", status: 1)
    #expect(
      second.error == """
        metricctl: e_failure: a server runs on '\(server.database)' already, at \
        \(server.addresses[0])

        """)
  }

  @Test func `a taken port is an error that names it`() async throws {
    let server = try await RunningServer()
    let folder = try TemporaryDirectory()
    let other = try await Command.metricctl(
      "serve", "--listen", server.addresses[0], database: folder.file("other.db"))
    #expect(
      other
        == CommandResult(
          status: 1, output: "",
          error: """
            metricctl: e_failure: cannot listen on '\(server.addresses[0])': Address already in use

            """))
  }

  @Test func `a socket in the file system is answered at, and goes with the server`() async throws {
    let folder = try TemporaryDirectory()
    let path = folder.file("m.sock")
    let options = ["--unix-socket", path]
    let server = try await RunningServer(["--listen", "unix:\(path)"], folder: folder)
    #expect(server.addresses == ["unix:\(path)"])
    #expect(try await RunningServer.ask("http://x/-/healthy", options).status == 200)
    #expect(server.end(with: SIGKILL) == 137)
    #expect(FileManager.default.fileExists(atPath: path))
    let next = try await RunningServer(["--listen", "unix:\(path)"], folder: folder)
    #expect(try await RunningServer.ask("http://x/-/healthy", options).status == 200)
    let rival = try await Command.metricctl(
      "serve", "--listen", "unix:\(path)", database: folder.file("rival.db"))
    #expect(
      rival.error
        == "metricctl: e_failure: cannot listen on '\(path)': Address already in use\n")
    #expect(next.end(with: SIGTERM) == 0)
    #expect(!FileManager.default.fileExists(atPath: path))
    try "mine".write(toFile: path, atomically: true, encoding: .utf8)
    let refused = try await Command.metricctl(
      "serve", "--listen", "unix:\(path)", database: folder.file("m.db"))
    #expect(refused.status == 1)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
  }

  /// As systemd does it: descriptor 3 listens, and two variables say so.
  private static let activation = """
    import os, socket, sys
    listener = socket.create_server(("127.0.0.1", 0))
    os.dup2(listener.fileno(), 3)
    os.set_inheritable(3, True)
    os.environ["LISTEN_FDS"] = "1"
    os.environ["LISTEN_PID"] = str(os.getpid())
    os.environ["METRICCTL_DATABASE"] = sys.argv[2]
    os.execv(sys.argv[1], [sys.argv[1], "serve"])
    """

  @Test func `a socket that a service manager opened is used instead of the usual one`()
    async throws
  {
    let folder = try TemporaryDirectory()
    let database = folder.file("m.db")
    let script = folder.file("activate.py")
    try Self.activation.write(toFile: script, atomically: true, encoding: .utf8)
    let server = try await Server(
      "python3", [script, Command.metricctl, database], in: folder
    ) { _ in try await Command.metricctl("address", database: database).status == 0 }
    let address = try await Command.metricctl("address", database: database).output
    #expect(address.hasPrefix("127.0.0.1:") && address != "127.0.0.1:8080\n")
    let url = "http://" + address.trimmingCharacters(in: .newlines) + "/-/healthy"
    #expect(try await RunningServer.ask(url).status == 200)
    #expect(server.end(with: SIGTERM) == 0)
  }

  @Test func `the configuration is read again at SIGHUP, and a bad one changes nothing`()
    async throws
  {
    let folder = try TemporaryDirectory()
    let file = folder.file("metricctl.conf")
    try "listen = any\nnamespace = one\n".write(toFile: file, atomically: true, encoding: .utf8)
    let server = try await RunningServer(
      ["--listen", "any", "--config", file], commands: [["set", "g", "1", "--declare", "gauge"]],
      folder: folder)
    #expect(try await server.ask("/metrics").body.hasSuffix("\none_g 1\n"))
    var tag: String?
    _ = try await Server.eventually {
      tag = try await server.ask("/api/v1/metrics").fields["etag"]
      return tag != nil
    }
    try "namespace = two\n".write(toFile: file, atomically: true, encoding: .utf8)
    server.signal(SIGHUP)
    #expect(
      try await Server.eventually {
        try await server.ask("/metrics").body.hasSuffix("\ntwo_g 1\n")
      })
    // Nothing was committed, and still it is another answer.
    let known = "If-None-Match: \(try #require(tag))"
    #expect(try await server.ask("/api/v1/metrics", "-H", known).status == 200)
    try "namespace = 3\n".write(toFile: file, atomically: true, encoding: .utf8)
    server.signal(SIGHUP)
    #expect(
      try await Server.eventually {
        server.log.contains(
          "nothing was changed, since not all could be read again: e_inval: \(file): line 1: ")
      })
    #expect(try await server.ask("/metrics").body.hasSuffix("\ntwo_g 1\n"))
  }
}
