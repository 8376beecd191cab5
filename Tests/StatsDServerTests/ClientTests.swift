internal import Foundation
internal import MetricModel
internal import MetricStore
internal import StatsDServer
internal import Synchronization
internal import SystemCalls
internal import TestSupport
internal import Testing

@Suite("Client libraries of StatsD")
struct ClientTests {
  /// What Datadog's client comes to, whose constant tags stand behind those of a call.
  private func datadog(_ name: String) -> [String] {
    let tags = #"env="test",service="all""#
    return [
      "\(name)_dog_buffered_total{\(tags)} 100",
      "\(name)_dog_hits_total{code=\"200\",\(tags)} 3",
      "\(name)_dog_room{_reserved=\"x\",env=\"test\",plain=\"true\",service=\"all\"} 17.5",
      "\(name)_dog_share_count{\(tags)} 1", "\(name)_dog_share_sum{\(tags)} 20",
      "\(name)_dog_size_count{\(tags)} 1", "\(name)_dog_size_sum{\(tags)} 10",
      "\(name)_dog_users{\(tags)} 2",
      "\(name)_dog_wait_seconds_count{\(tags)} 1", "\(name)_dog_wait_seconds_sum{\(tags)} 0.25",
    ]
  }

  private func plain(_ name: String) -> [String] {
    [
      "\(name)_app_below -3", "\(name)_app_hits_total 5", "\(name)_app_level 3",
      "\(name)_app_piped_total 200", "\(name)_app_users 2", "\(name)_app_wait_seconds_count 201",
      "\(name)_app_wait_seconds_sum 100.5",
    ]
  }

  private func dropped(_ name: String) -> [String] {
    let tags = "#env:test,service:all"
    return [
      "\(name).dog.level:-2|c|\(tags)' is dropped: the value '-2' is below 0",
      "_e{8,8}:deployed|it works|#env:test,env:test,service:all' is dropped: it is an event, "
        + "which is no metric",
      "_sc|agent.up|0|\(tags)' is dropped: it is a service check, which is no metric",
    ].map { "warning: StatsD line '" + $0 }
  }

  @Test("What Python's clients send by UDP, a socket and TCP is what they count")
  func python() async throws {
    let folder = try TemporaryDirectory()
    let path = folder.file("statsd.sock")
    let log = Lock<[String]>([])
    let database = Database(at: folder.file("metrics.db"))
    let receiver = try StatsDReceiver(
      addresses: [
        StatsDAddress(parsing: ":0"), StatsDAddress(parsing: "unixgram:" + path),
        StatsDAddress(parsing: "tcp::0"),
      ], options: StatsDOptions(flushIntervalSeconds: 0.05), database: database,
      log: { level, text in log.withLock { $0.append("\(level): \(text)") } })
    try receiver.start()
    let ports = receiver.boundAddresses.map { String($0.split(separator: ":").last ?? "") }
    let clients = try await Python.run(
      "Tests/StatsDServerTests/Clients/statsd_clients.py", [ports[0], path, ports[2]])
    #expect(clients == CommandResult(status: 0, output: "", error: ""))
    try receiver.stop()
    let samples = try Receiving.text(of: database).split(separator: "\n").map(String.init)
      .filter { !$0.hasPrefix("#") && !$0.contains("_bucket{") && !$0.contains("quantile=") }
    #expect(
      samples.sorted()
        == (datadog("udp") + datadog("unix") + plain("udp") + plain("tcp")).sorted())
    #expect(log.withLock { $0.sorted() } == (dropped("udp") + dropped("unix")).sorted())
    #expect(receiver.counts.kernelDrops == 0)
  }
}
