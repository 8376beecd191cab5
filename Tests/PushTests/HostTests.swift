internal import Foundation
internal import Glibc
internal import TestSupport
internal import Testing

/// Hosts by name and by address, of both families.
@Suite struct HostTests {
  @Test(arguments: [("localhost", false), ("[::1]", true), ("127.0.0.1", false)])
  func `a host is a name or an address of either family`(host: String, ipv6: Bool) async throws {
    let receiver = try #require(LoopbackPort(SOCK_DGRAM, ipv6: ipv6))
    let database = try await Database.filled()
    let url = "statsd://\(host):\(receiver.number)"
    #expect(try await database.run("push", url, "jobs") == .silent)
    #expect(
      receiver.datagrams() == ["jobs_total.queue.mail:17|c\njobs_total.queue.web:0|c"])
  }

  /// Names that only a hosts file of the test's own has, put in place of the machine's for one
  /// process: only root may do that.
  @Test(.enabled(if: geteuid() == 0), arguments: [true, false])
  func `each address of a name is tried until one listens`(ipv6: Bool) async throws {
    let receiver = try #require(LoopbackPort(SOCK_DGRAM, ipv6: ipv6))
    let database = try await Database.filled()
    let hosts = database.folder.file("hosts")
    try "127.0.0.1 localhost two.test\n::1 two.test\n::1 six.test\n127.0.0.1 four.test\n".write(
      toFile: hosts, atomically: true, encoding: .utf8)
    let words = ["mount --bind \"$1\" /etc/hosts && shift && exec \"$@\"", "sh", hosts]
    for name in ["two.test", ipv6 ? "six.test" : "four.test"] {
      try await database.run("incr", "jobs", "queue=web")
      let url = "statsd://\(name):\(receiver.number)"
      let result = try await Command.run(
        "unshare", ["-m", "sh", "-c"] + words + [Command.metricctl, "push", url, "jobs"],
        environment: database.environment)
      #expect(result == .silent)
      #expect(receiver.datagrams().first?.hasPrefix("jobs_total.queue.mail:17|c\n") == true)
    }
    let other = "statsd://\(ipv6 ? "four" : "six").test:\(receiver.number)"
    let refused = try await Command.run(
      "unshare", ["-m", "sh", "-c"] + words + [Command.metricctl, "push", other, "jobs"],
      environment: database.environment)
    #expect(refused.status == 1)
    #expect(refused.error.hasSuffix(": Connection refused\n"))
  }
}
