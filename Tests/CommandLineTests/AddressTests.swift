internal import Foundation
internal import MetricStore
internal import TestSupport
internal import Testing

/// `address`: the server is running as long as it holds its file's lock, however it ends.
@Suite struct AddressTests {
  private func answer(_ workspace: Workspace) async throws -> CommandResult {
    try await workspace.run("address")
  }

  private func nobody(_ workspace: Workspace) -> CommandResult {
    CommandResult(
      status: 4, output: "",
      error: "metricctl: e_not_found: no server is running on '\(workspace.database)'\n")
  }

  @Test func `the address is printed while its holder holds it`() async throws {
    try await Workspace.use { workspace in
      #expect(try await answer(workspace) == nobody(workspace))
      try await whileServing("127.0.0.1:8080", workspace) {
        let address = CommandResult(status: 0, output: "127.0.0.1:8080\n", error: "")
        let first = try await answer(workspace)
        #expect(first == address)
        let rival = try await workspace.run("serve", "--listen", "any")
        #expect(
          rival
            == CommandResult(
              status: 1, output: "",
              error: """
                metricctl: e_failure: a server runs on '\(workspace.database)' already, at \
                127.0.0.1:8080

                """))
        let second = try await answer(workspace)
        #expect(second == address)
      }
      // A program that another test is just starting holds all descriptors until it runs.
      #expect(try await Server.eventually { try await answer(workspace) == nobody(workspace) })
    }
  }

  private func whileServing(
    _ address: String, _ workspace: Workspace, _ body: () async throws -> Void
  ) async throws {
    let server = try ServerAddressFile.claim(workspace.database)
    try server.publish([address])
    try await body()
    _ = consume server
  }

  /// The holder is a program of its own, which takes the lock as the server does: one byte, by
  /// fcntl(2) with F_OFD_SETLK, whose number on Linux is 37.
  private static let holder = """
    import fcntl, struct, sys, time
    file = open(sys.argv[1], "w")
    fcntl.fcntl(file, 37, struct.pack("hhxxxxqqixxxx", fcntl.F_WRLCK, 0, 0, 1, 0))
    file.write("10.0.0.1:9100\\n")
    file.flush()
    print("ready", flush=True)
    time.sleep(60)
    """

  @Test func `after a kill the address is not found at once`() async throws {
    try await Workspace.use { workspace in
      try Self.holder.write(
        toFile: workspace.folder.file("holder.py"), atomically: true, encoding: .utf8)
      try await Transcript.expect(
        """
        $ mkfifo ready; python3 holder.py metrics.db-address > ready & read line < ready; metricctl address; kill -9 $!; wait $! 2> /dev/null; metricctl address
        10.0.0.1:9100
        ! metricctl: e_not_found: no server is running on 'DB'
        [4]
        """, in: workspace)
    }
  }

  @Test func `a file that names no address is no server`() async throws {
    try await Workspace.use { workspace in
      try await Transcript.expect(
        """
        $ echo 127.0.0.1:80 > metrics.db-address; metricctl address
        ! metricctl: e_not_found: no server is running on 'DB'
        [4]
        $ rm metrics.db-address; mkfifo metrics.db-address; metricctl address
        ! metricctl: e_not_found: no server is running on 'DB'
        [4]
        $ rm metrics.db-address; ln -s /etc/passwd metrics.db-address; metricctl address
        ! metricctl: e_not_found: no server is running on 'DB'
        [4]
        $ rm metrics.db-address
        """, in: workspace)
      try await whileServing("", workspace) {
        let answer = try await answer(workspace)
        #expect(answer == nobody(workspace))
      }
    }
  }
}
