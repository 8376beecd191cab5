internal import Foundation
internal import TestSupport

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
