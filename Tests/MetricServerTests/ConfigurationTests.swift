internal import Foundation
internal import TestSupport
internal import Testing

/// What a server does because a configuration file says so.
@Suite struct ConfigurationTests {
  @Test func `a configuration file says where to listen, and who may ask`() async throws {
    let folder = try TemporaryDirectory()
    let file = folder.file("metricctl.conf")
    try "listen = any, 127.0.0.2:0\nallow = 192.0.2.0/24 2001:db8::/32\n".write(
      toFile: file, atomically: true, encoding: .utf8)
    let server = try await Server(
      Command.metricctl, ["serve", "--config", file], in: folder,
      environment: ["METRICCTL_DATABASE": folder.file("m.db")]
    ) { $0.contains("serving") }
    #expect(server.log.contains(" at 127.0.0.1:"))
    #expect(server.log.contains(", 127.0.0.2:"))
    try "allow = 192.0.2.1/24\n".write(toFile: file, atomically: true, encoding: .utf8)
    let refused = try await Command.metricctl(
      "serve", "--config", file, database: folder.file("other.db"))
    #expect(refused.status == 2)
  }

  @Test func `a configuration file says who has to know a password, and what more is shown`()
    async throws
  {
    let folder = try TemporaryDirectory()
    let passwords = try await AccessTests.passwords(folder, "secret")
    let file = folder.file("metricctl.conf")
    try "password-file = \(passwords)\nself-metrics = 1\n".write(
      toFile: file, atomically: true, encoding: .utf8)
    let server = try await RunningServer(
      ["--config", file], commands: [["declare", "g", "gauge"]], folder: folder)
    #expect(try await server.ask("/metrics").status == 401)
    let known = try await server.ask("/metrics", "-u", "me:secret")
    #expect(known.body.contains("metricctl_server_up_seconds "))
    for (line, fault) in [
      ("max-connections = many", "--max-connections takes a whole number"),
      ("tls-key = key.pem", "--tls-certificate and --tls-key are needed by each other"),
      ("self-metrics = perhaps", "\(file): line 1: self-metrics takes 1 or 0, not 'perhaps'"),
    ] {
      try "\(line)\n".write(toFile: file, atomically: true, encoding: .utf8)
      let refused = try await Command.metricctl(
        "serve", "--listen", ":0", "--config", file, database: folder.file("other.db"))
      #expect(refused.status == 2)
      #expect(refused.error.contains(fault), "\(refused.error)")
    }
  }
}
