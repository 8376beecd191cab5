internal import Foundation
internal import TestSupport

/// A Prometheus push gateway, read back from its page of metrics.
struct Pushgateway {
  let port: UInt16
  /// The certificate that it shows when it is asked for encryption.
  let certificate: String?
  private let server: Server
  private let prefix: String
  private let login: [String]

  /// Starts one, below a path, or for one user with a password when they are given.
  init(
    encrypted: Bool = false, prefix: String = "", user: String? = nil, password: String = ""
  ) async throws {
    let folder = try TemporaryDirectory()
    let shown = encrypted ? try await Certificate(in: folder) : nil
    self.prefix = prefix
    login = ["-k"] + (user.map { ["-u", "\($0):\(password)"] } ?? [])
    var web = ""
    if let shown {
      web += "tls_server_config: {cert_file: \(shown.file), key_file: \(shown.key)}\n"
    }
    if let user {
      let hashed = try await Command.run("htpasswd", ["-niB", "-C", "4", user], input: password)
      let hash = hashed.output.trimmingCharacters(in: .newlines).dropFirst(user.count + 1)
      web += "basic_auth_users: {\(user): '\(hash)'}\n"
    }
    try web.write(toFile: folder.file("web.yml"), atomically: true, encoding: .utf8)
    // As late as can be: until the gateway has it, anyone may take a free port.
    port = LoopbackPort.free(1)[0]
    // Debian's own keeps what was pushed in a file that all share.
    var options = ["--web.listen-address=127.0.0.1:\(port)", "--persistence.file="]
    if !web.isEmpty { options.append("--web.config.file=" + folder.file("web.yml")) }
    if !prefix.isEmpty { options.append("--web.route-prefix=" + prefix) }
    certificate = shown?.file
    let url = "\(encrypted ? "https" : "http")://localhost:\(port)\(prefix)/-/ready"
    server = try await Server("prometheus-pushgateway", options, in: folder) { [login] _ in
      try await Web.answers(url, login)
    }
  }

  /// The samples whose lines begin with a name, in order, without the gateway's own.
  func samples(_ beginning: String) async throws -> [String] {
    let scheme = certificate == nil ? "http" : "https"
    let page = try await Web.get("\(scheme)://localhost:\(port)\(prefix)/metrics", login)
    return page.split(separator: "\n").map(String.init).filter { $0.hasPrefix(beginning) }.sorted()
  }
}
