internal import Foundation
internal import TestSupport
internal import Testing

/// A real Prometheus that scrapes a target, and its query API.
struct Prometheus {
  private let server: Server
  private let port: UInt16

  /// Starts it with the settings of a scrape, which are lines of YAML.
  init(scraping target: String, _ settings: String = "") async throws {
    let folder = try TemporaryDirectory()
    let port = LoopbackPort.free(1)[0]
    self.port = port
    try """
    global: {scrape_interval: 250ms, scrape_timeout: 250ms}
    scrape_configs:
      - job_name: metricctl
        static_configs: [{targets: ["\(target)"]}]
    \(settings.split(separator: "\n").map { "    \($0)\n" }.joined())
    """.write(toFile: folder.file("prometheus.yml"), atomically: true, encoding: .utf8)
    server = try await Server(
      "prometheus",
      [
        "--config.file=\(folder.file("prometheus.yml"))",
        "--storage.tsdb.path=\(folder.file("data"))", "--web.listen-address=127.0.0.1:\(port)",
      ], in: folder
    ) { _ in try await Web.answers("http://127.0.0.1:\(port)/-/ready") }
  }

  private struct Reply: Decodable {
    struct Result: Decodable {
      var metric: [String: String]
      var value: [Value]
    }
    enum Value: Decodable {
      case time(Double), number(String)

      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
          self = .number(text)
        } else {
          self = .time(try container.decode(Double.self))
        }
      }
    }
    struct Found: Decodable { var result: [Result] }
    var data: Found
  }

  /// The values that a query gives now, by their labels without job and instance.
  func query(_ text: String) async throws -> [[String: String]: Double] {
    let answer = try await Web.get(
      "http://127.0.0.1:\(port)/api/v1/query", ["-G", "--data-urlencode", "query=\(text)"])
    let reply = try JSONDecoder().decode(Reply.self, from: Data(answer.utf8))
    var values: [[String: String]: Double] = [:]
    for result in reply.data.result {
      guard case .number(let number) = result.value.last else { continue }
      let labels = result.metric.filter { $0.key != "job" && $0.key != "instance" }
      values[labels] = Double(number)
    }
    return values
  }

  /// The same, once it is what is expected or a minute has passed.
  func query(
    _ text: String, becoming expected: [[String: String]: Double]
  ) async throws -> [[String: String]: Double] {
    var last: [[String: String]: Double] = [:]
    _ = try await Server.eventually {
      last = try await query(text)
      return last == expected
    }
    return last
  }
}

@Suite struct PrometheusTests {
  private static let samples: [[String: String]: Double] = [
    ["__name__": "jobs_total", "queue": "mail"]: 17, ["__name__": "jobs_total", "queue": "web"]: 0,
    ["__name__": "temperature"]: -5.5,
    ["__name__": "wait_seconds_bucket", "le": "0.5"]: 1,
    ["__name__": "wait_seconds_bucket", "le": "2.0"]: 2,
    ["__name__": "wait_seconds_bucket", "le": "+Inf"]: 2, ["__name__": "wait_seconds_count"]: 2,
    ["__name__": "wait_seconds_sum"]: 1.25,
    ["__name__": "size_bytes_count", "path": "/a b"]: 1,
    ["__name__": "size_bytes_sum", "path": "/a b"]: 100,
    ["__name__": "size_bytes", "path": "/a b", "quantile": "0.5"]: 100,
    ["__name__": "size_bytes", "path": "/a b", "quantile": "0.9"]: 100,
    ["__name__": "state", "state": "on"]: 1, ["__name__": "state", "state": "off"]: 0,
    ["__name__": "build_info", "version": "1.0"]: 1, ["__name__": "thing"]: 3,
  ]
  private static let own = #"{job="metricctl",__name__!~"up|scrape_.*|ALERTS.*"}"#

  /// The quantiles of a sketch are near what was observed; all else is exact.
  private static func exact(
    _ values: [[String: String]: Double]
  ) -> [[String: String]: Double] {
    Dictionary(
      uniqueKeysWithValues: values.map { labels, value in
        (labels, labels["quantile"] == nil ? value : (value / 10).rounded() * 10)
      })
  }

  @Test func `it reads every kind, as it is in the file`() async throws {
    let server = try await RunningServer(commands: RunningServer.everyKind)
    let prometheus = try await Prometheus(scraping: server.addresses[0])
    _ = try await Server.eventually {
      try await prometheus.query(Self.own).count == Self.samples.count
    }
    let values = Self.exact(try await prometheus.query(Self.own))
    #expect(values == Self.samples)
    #expect(try await prometheus.query("up", becoming: [["__name__": "up"]: 1]).values.first == 1)
    try await server.run("set", "temperature", "21")
    let changed = [["__name__": "temperature"]: 21.0]
    #expect(try await prometheus.query("temperature", becoming: changed) == changed)
  }

  @Test func `it reads behind TLS and a password`() async throws {
    let folder = try TemporaryDirectory()
    let certificate = try await Certificate(in: folder)
    let users = try await Command.run("htpasswd", ["-niB", "-C", "8", "me"], input: "secret")
    try users.output.write(toFile: folder.file("users"), atomically: true, encoding: .utf8)
    let server = try await RunningServer(
      [
        "--tls-certificate", certificate.file, "--tls-key", certificate.key, "--password-file",
        folder.file("users"),
      ], commands: RunningServer.everyKind, folder: folder)
    let prometheus = try await Prometheus(
      scraping: server.addresses[0],
      """
      scheme: https
      tls_config: {ca_file: "\(certificate.file)"}
      basic_auth: {username: me, password: secret}

      """)
    let jobs = [["queue": "mail"]: 17.0, ["queue": "web"]: 0]
    #expect(try await prometheus.query("sum by (queue) (jobs_total)", becoming: jobs) == jobs)
    let up = [["__name__": "up"]: 1.0]
    #expect(try await prometheus.query("up", becoming: up) == up)
    let stranger = try await Prometheus(
      scraping: server.addresses[0],
      "scheme: https\ntls_config: {ca_file: \"\(certificate.file)\"}\n")
    let down = [["__name__": "up"]: 0.0]
    #expect(try await stranger.query("up", becoming: down) == down)
  }

  @Test func `a counter that eight shells increment never goes down, and none is lost`()
    async throws
  {
    let server = try await RunningServer(commands: [["declare", "n", "counter", "", ""]])
    let prometheus = try await Prometheus(scraping: server.addresses[0])
    let loop = "for i in $(seq 100); do \"$0\" -d \"$1\" incr n || exit 1; sleep 0.05; done"
    try await withThrowingTaskGroup(of: Int32.self) { group in
      for _ in 0..<8 {
        group.addTask {
          try await Command.run("sh", ["-c", loop, Command.metricctl, server.database]).status
        }
      }
      for try await status in group { #expect(status == 0) }
    }
    let all = [["__name__": "n_total"]: 800.0]
    #expect(try await prometheus.query("n_total", becoming: all) == all)
    #expect(try await prometheus.query("resets(n_total[10m])").values.first == 0)
    #expect(try await prometheus.query("min_over_time(up[5m])").values.first == 1)
    #expect(try #require(await prometheus.query("changes(n_total[10m])").values.first) > 2)
  }

  @Test func `node_exporter shows a file that dump wrote`() async throws {
    let database = try TemporaryDirectory()
    let path = database.file("m.db")
    for words in RunningServer.everyKind {
      _ = try await Command.run(
        Command.metricctl, words, environment: ["METRICCTL_DATABASE": path])
    }
    let folder = try TemporaryDirectory()
    let file = folder.file("metricctl.prom")
    let dump = try await Command.metricctl(
      "dump", "--format", "prometheus", "-o", file, database: path)
    #expect(dump == CommandResult(status: 0, output: "", error: ""))
    let port = LoopbackPort.free(1)[0]
    let exporter = try await Server(
      "prometheus-node-exporter",
      [
        "--web.listen-address=127.0.0.1:\(port)", "--collector.disable-defaults",
        "--collector.textfile", "--collector.textfile.directory=\(folder.path)",
      ], in: folder
    ) { _ in try await Web.answers("http://127.0.0.1:\(port)/metrics") }
    let text = try await Web.get("http://127.0.0.1:\(port)/metrics")
    let dumped = try String(contentsOfFile: file, encoding: .utf8)
    let lines = Set(text.split(separator: "\n").map(Self.withPlainBounds))
    for line in dumped.split(separator: "\n") where !line.hasPrefix("#") {
      #expect(lines.contains(Self.withPlainBounds(line)), "\(line)")
    }
    #expect(text.contains("\nnode_textfile_scrape_error 0\n"))
    withExtendedLifetime(exporter) {}
  }

  /// Bounds without a fraction of zero, as Go writes them.
  private static func withPlainBounds(_ line: Substring) -> String {
    String(line).replacing(/(le=\"[0-9]+)\.0\"/) { "\($0.output.1)\"" }
  }
}
