internal import Foundation
internal import TestSupport
internal import Testing

/// Who may ask from other machines.
@Suite struct RemoteAccessTests {
  /// In a network of its own, whose one interface has more addresses than a machine's loopback.
  private static let isolated = """
    set -e
    ip link set lo up
    ip addr add 192.0.2.1/24 dev lo
    ip addr add 198.51.100.1/24 dev lo
    ask() { curl -s -o /dev/null -w '%{http_code}\\n' --noproxy '*' "$@" http://192.0.2.1:9100/-/healthy; }
    serve() {
      "$metricctl" serve --listen 192.0.2.1:9100 "$@" 2>> "$log" &
      for try in $(seq 100); do "$metricctl" address > /dev/null 2>&1 && break; sleep 0.05; done
    }
    metricctl=$1 log=$2 users=$3
    serve --allow 192.0.2.0/24
    ask --interface 192.0.2.1
    ask --interface 198.51.100.1
    ask --interface 127.0.0.1
    kill $!; wait $!
    serve --password-file "$users"
    ask --interface 198.51.100.1
    ask --interface 198.51.100.1 -u me:secret
    kill $!; wait $!
    """

  @Test(.enabled(if: geteuid() == 0, "only root can make a network"))
  func `of other machines those allowed may ask, or those who know a password`() async throws {
    let folder = try TemporaryDirectory()
    let result = try await Command.run(
      "unshare",
      [
        "-n", "bash", "-c", Self.isolated, "sh", Command.metricctl, folder.file("log"),
        try await AccessTests.passwords(folder, "secret"),
      ],
      environment: [
        "METRICCTL_DATABASE": folder.file("m.db"), "METRICCTL_CONFIG": "/dev/null",
      ])
    #expect(result.output == "200\n403\n200\n401\n200\n", "\(result.error)")
    let log = try String(contentsOfFile: folder.file("log"), encoding: .utf8)
    #expect(
      log.contains("refused 198.51.100.1: e_failure: this address may not ask (see --allow)\n"))
  }
}
