internal import Foundation
internal import TestSupport

/// InfluxDB 1.x with a database `db`, one over UDP, and a user when one is asked for.
struct Influx {
  let port: UInt16
  let datagramPort: UInt16
  private let server: Server
  private let login: [String]

  init(user: String? = nil, password: String = "") async throws {
    let folder = try TemporaryDirectory()
    let ports = LoopbackPort.free(2)
    (port, datagramPort) = (ports[0], LoopbackPort.free(1, SOCK_DGRAM)[0])
    login = user.map { ["-u", "\($0):\(password)"] } ?? []
    try """
    reporting-disabled = true
    bind-address = "127.0.0.1:\(ports[1])"
    [meta]
      dir = "\(folder.path)/meta"
    [data]
      dir = "\(folder.path)/data"
      wal-dir = "\(folder.path)/wal"
    [http]
      bind-address = "127.0.0.1:\(port)"
      auth-enabled = \(user != nil)
    [[udp]]
      enabled = true
      bind-address = "127.0.0.1:\(datagramPort)"
      database = "udp"
      batch-timeout = "10ms"

    """.write(toFile: folder.file("influxdb.conf"), atomically: true, encoding: .utf8)
    let address = "http://127.0.0.1:\(port)"
    server = try await Server(
      "influxd", ["-config", folder.file("influxdb.conf")], in: folder
    ) { _ in
      try await Web.answers(address + "/ping")
    }
    if let user {
      try await run("CREATE USER \(user) WITH PASSWORD '\(password)' WITH ALL PRIVILEGES")
    }
    try await run("CREATE DATABASE db")
  }

  @discardableResult
  private func run(_ statement: String) async throws -> String {
    try await Web.get(
      "http://127.0.0.1:\(port)/query", login + ["--data-urlencode", "q=\(statement)"])
  }

  /// The answer to a query as comma-separated values, once it has so many rows.
  func answer(to query: String, of database: String, rows: Int = 1) async throws -> String {
    var answer = ""
    _ = try await Server.eventually {
      answer = try await Web.get(
        "http://127.0.0.1:\(port)/query",
        login + [
          "-G", "-H", "Accept: application/csv", "--data-urlencode", "q=\(query)",
          "--data-urlencode", "db=\(database)",
        ])
      return answer.split(separator: "\n").count > rows
    }
    return answer
  }
}
