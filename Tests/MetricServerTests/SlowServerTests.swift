internal import Foundation
internal import NIOCore
internal import NIOPosix
internal import TestSupport
internal import Testing

/// What a client does not suffer because the server, and not the client, is slow.
@Suite struct SlowServerTests {
  /// Connects many times and asks while the server is stopped, lets it go on, and counts the answers.
  private static let crowd = """
    import os, resource, signal, socket, sys
    host, port = sys.argv[1].rsplit(":", 1)
    server, count = int(sys.argv[2]), int(sys.argv[3])
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    os.kill(server, signal.SIGSTOP)
    clients = []
    try:
        for _ in range(count):
            clients.append(socket.create_connection((host, int(port)), timeout=60))
            clients[-1].sendall(b"GET /-/healthy HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n")
    except OSError as error:
        print(len(clients), error)
    finally:
        os.kill(server, signal.SIGCONT)
    print(sum(client.recv(65536).startswith(b"HTTP/1.1 200 OK\\r\\n") for client in clients))
    """

  @Test func `clients that connect and ask while the server is held up are all answered`()
    async throws
  {
    let possible = try String(contentsOfFile: "/proc/sys/net/core/somaxconn", encoding: .utf8)
    let count = min(1_000, try #require(Int(possible.trimmingCharacters(in: .newlines))))
    let server = try await RunningServer()
    let result = try await Command.run(
      "python3", ["-c", Self.crowd, server.addresses[0], "\(server.identifier)", "\(count)"])
    #expect(result.output == "\(count)\n", "\(result.error)")
  }
}
