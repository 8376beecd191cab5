internal import Foundation
internal import SystemCalls
internal import TestSupport
internal import Testing

/// The sockets in the file system of a server.
@Suite struct SocketFileTests {
  @Test(arguments: [false, true])
  func `options or the configuration file say who may use them`(inFile: Bool) async throws {
    let folder = try TemporaryDirectory()
    let (web, statsd) = (folder.file("web.sock"), folder.file("statsd.sock"))
    let configuration = folder.file("metricctl.conf")
    let group = "\(getegid())"
    let text = inFile ? "socket-mode = 0602\nsocket-group = \(group)\n" : ""
    try text.write(toFile: configuration, atomically: true, encoding: .utf8)
    let words = ["serve", "--listen", "unix:" + web, "--statsd", "unixgram:" + statsd]
    let server = try await Server(
      Command.metricctl,
      words + (inFile ? [] : ["--socket-mode", "602", "--socket-group", group]), in: folder,
      environment: [
        "METRICCTL_DATABASE": folder.file("m.db"), "METRICCTL_CONFIG": configuration,
      ]
    ) { $0.contains("StatsD at") }
    for path in [web, statsd] {
      let status = try #require(FileStatus(ofPath: path))
      #expect(status.isSocket && status.mode == 0o602 && status.group == getegid())
    }
    #expect(server.end(with: SIGTERM) == 0)
    #expect(FileStatus(ofPath: web) == nil && FileStatus(ofPath: statsd) == nil)
  }

  @Test(.enabled(if: geteuid() == 0))
  func `a group that the server may not give is named`() async throws {
    let folder = try TemporaryDirectory()
    let path = folder.file("web.sock")
    let binary = folder.file("metricctl")
    try FileManager.default.copyItem(atPath: Command.metricctl, toPath: binary)
    chmod(binary, 0o755)
    chown(folder.path, 65_534, 65_534)
    let words = ["serve", "--listen", "unix:" + path, "--socket-group", "0"]
    let result = try await Command.run(
      "setpriv",
      ["--reuid", "65534", "--regid", "65534", "--clear-groups", binary] + words,
      environment: ["METRICCTL_DATABASE": folder.file("m.db"), "METRICCTL_CONFIG": "/dev/null"])
    #expect(
      result
        == CommandResult(
          status: 1, output: "",
          error: """
            metricctl: e_failure: cannot change the group of '\(path)': Operation not permitted

            """))
    #expect(FileStatus(ofPath: path) == nil)
  }
}
