internal import Foundation
internal import TestSupport
internal import Testing

/// `metricctl serve` on a database of a test's own, and clients to ask it.
struct RunningServer {
  let folder: TemporaryDirectory
  let database: String
  /// Where it listens, as `metricctl address` tells.
  let addresses: [String]
  private let server: Server

  /// Starts a server at a free port, unless the words say where, after some commands were run.
  init(
    _ words: [String] = [], commands: [[String]] = [], folder given: TemporaryDirectory? = nil,
    environment: [String: String] = [:]
  ) async throws {
    let folder = try given ?? TemporaryDirectory()
    let database = folder.file("m.db")
    (self.folder, self.database) = (folder, database)
    for command in commands { try await Self.run(command, database, status: 0) }
    let place = words.contains("--listen") ? [] : ["--listen", "any"]
    var variables = Self.environment(database)
    variables.merge(environment) { $1 }
    server = try await Server(
      Command.metricctl, ["serve"] + place + words, in: folder, environment: variables
    ) { _ in
      try await Command.metricctl("address", database: database).status == 0
    }
    addresses = try await Command.metricctl("address", database: database).output
      .split(separator: "\n").map(String.init)
  }

  private static func environment(_ database: String) -> [String: String] {
    [
      "METRICCTL_DATABASE": database, "METRICCTL_CONFIG": "/dev/null",
      "METRICCTL_DURABILITY": "relaxed",
    ]
  }

  var url: String { "http://" + addresses[0] }
  var log: String { server.log }
  var identifier: Int32 { server.identifier }
  var isRunning: Bool { server.isRunning }

  func end(with signal: Int32) -> Int32 { server.end(with: signal) }
  func signal(_ number: Int32) { kill(server.identifier, number) }

  /// Fills the database with so much text that no client has it all in its socket.
  func fill() async throws {
    let long = String(repeating: "x", count: 60_000)
    let lines = (0..<200).map { "g{n=\"\($0)\",long=\"\(long)\"} 1\n" }.joined()
    let filled = try await Command.metricctl(
      "import", database: database, input: "# TYPE g gauge\n" + lines + "# EOF\n")
    #expect(filled.status == 0, "\(filled.error)")
  }

  /// Runs metricctl on the database.
  @discardableResult
  func run(_ words: String..., status: Int32? = 0) async throws -> CommandResult {
    try await Self.run(words, database, status: status)
  }

  @discardableResult
  private static func run(
    _ words: [String], _ database: String, status: Int32?
  ) async throws -> CommandResult {
    let result = try await Command.run(
      Command.metricctl, words, environment: environment(database))
    if let status { #expect(result.status == status, "\(words): \(result.error)") }
    return result
  }

  /// An answer: its status, its header lines by name in lower case, its body.
  struct Answer {
    var status: Int
    var fields: [String: String]
    var body: String
  }

  /// Asks with curl for a path.
  func ask(_ path: String, _ options: String...) async throws -> Answer {
    try await Self.ask(url + path, options)
  }

  /// Asks with curl for a URL; the status is 0 when there was no answer, and the body curl's reason.
  static func ask(_ url: String, _ options: [String] = []) async throws -> Answer {
    let result = try await Command.run(
      "curl", ["-sS", "-i", "-g", "--noproxy", "*", "--max-time", "60"] + options + [url])
    guard result.output.hasPrefix("HTTP/") else {
      return Answer(status: 0, fields: [:], body: result.error)
    }
    let parts = result.output.split(separator: "\r\n\r\n", maxSplits: 1)
    let lines = parts[0].split(separator: "\r\n")
    var fields: [String: String] = [:]
    for line in lines.dropFirst() {
      let pair = line.split(separator: ":", maxSplits: 1)
      fields[pair[0].lowercased()] = pair[1].trimmingCharacters(in: .whitespaces)
    }
    return Answer(
      status: Int(lines[0].split(separator: " ")[1]) ?? -1, fields: fields,
      body: parts.count > 1 ? String(parts[1]) : "")
  }

  /// Commands for metrics of every kind.
  static let everyKind = [
    ["declare", "jobs", "counter", "Jobs done.", "queue=mail", "queue=web"],
    ["add", "jobs", "queue=mail", "17"],
    ["set", "temperature", "-5.5", "--declare", "gauge"],
    [
      "declare", "wait_seconds", "histogram", "Waiting.", "--buckets", "0.5,2", "--unit", "seconds",
    ],
    ["observe", "wait_seconds", "0.25"], ["observe", "wait_seconds", "1"],
    ["declare", "size_bytes", "summary", "--quantiles", "0.5,0.9"],
    ["observe", "size_bytes", "path=\"/a b\"", "100"],
    ["declare", "state", "stateset", "--states", "on,off"], ["set", "state", "", "on"],
    ["declare", "build", "info"], ["set", "build", "version=1.0"],
    ["set", "thing", "3", "--declare", "unknown"],
  ]
}
