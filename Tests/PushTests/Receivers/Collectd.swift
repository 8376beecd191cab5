internal import Foundation
internal import TestSupport

/// collectd with its statsd plugin, read back from the files of its csv plugin.
struct Collectd {
  let port: UInt16
  let isIPv6: Bool
  private let server: Server

  init(ipv6: Bool = false, port: UInt16? = nil) async throws {
    let folder = try TemporaryDirectory()
    isIPv6 = ipv6
    self.port = port ?? LoopbackPort(SOCK_DGRAM, ipv6: ipv6)?.number ?? 0
    try """
    Hostname "here"
    FQDNLookup false
    BaseDir "\(folder.path)"
    PIDFile "\(folder.path)/pid"
    TypesDB "/usr/share/collectd/types.db"
    Interval 0.2
    LoadPlugin statsd
    LoadPlugin csv
    <Plugin statsd>
      Host "\(ipv6 ? "::1" : "127.0.0.1")"
      Port "\(self.port)"
    </Plugin>
    <Plugin csv>
      DataDir "\(folder.path)/csv"
      StoreRates false
    </Plugin>

    """.write(toFile: folder.file("collectd.conf"), atomically: true, encoding: .utf8)
    let address = self.port
    server = try await Server(
      "collectd", ["-f", "-C", folder.file("collectd.conf")], in: folder
    ) { $0.contains("]:\(address).\n") }
  }

  /// The last value of a series such as `derive-jobs_total`, once it is the one expected.
  func value(of series: String, becoming expected: Double) async throws -> Double? {
    var last: Double?
    _ = try await Server.eventually {
      last = values(of: series).last
      return last == expected
    }
    return last
  }

  /// Whether a series had a value near one at any time: what it tells of an interval is not there in
  /// the next.
  func hadValue(of series: String, near expected: Double, within: Double) async throws -> Bool {
    try await Server.eventually {
      values(of: series).contains { abs($0 - expected) < within }
    }
  }

  /// All values of a series, one for each interval.
  private func values(of series: String) -> [Double] {
    let folder = server.folder.path + "/csv/here/statsd"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let file = names.filter { $0.hasPrefix(series + "-2") }.max()
    let text = file.flatMap { try? String(contentsOfFile: folder + "/" + $0, encoding: .utf8) }
    return (text ?? "").split(separator: "\n").compactMap {
      Double($0.split(separator: ",").last ?? "")
    }
  }

  func stop() { server.stop() }
}
