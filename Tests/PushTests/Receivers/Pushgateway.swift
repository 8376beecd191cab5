internal import Foundation
internal import TestSupport

/// A Prometheus push gateway, read back from its page of metrics.
struct Pushgateway {
  let port: UInt16
  /// The certificate that it shows when it is asked for encryption.
  let certificate: String?
  private let server: Server

  init(encrypted: Bool = false) async throws {
    let folder = try TemporaryDirectory()
    let shown = encrypted ? try await Certificate(in: folder) : nil
    if let shown {
      try """
      tls_server_config:
        cert_file: \(shown.file)
        key_file: \(shown.key)

      """.write(toFile: folder.file("web.yml"), atomically: true, encoding: .utf8)
    }
    // As late as can be: until the gateway has it, anyone may take a free port.
    port = LoopbackPort.free(1)[0]
    // Debian's own keeps what was pushed in a file that all share.
    var options = ["--web.listen-address=127.0.0.1:\(port)", "--persistence.file="]
    if encrypted { options.append("--web.config.file=" + folder.file("web.yml")) }
    certificate = shown?.file
    let url = "\(encrypted ? "https" : "http")://localhost:\(port)/-/ready"
    server = try await Server("prometheus-pushgateway", options, in: folder) { _ in
      try await Web.answers(url, ["-k"])
    }
  }

  /// The samples whose lines begin with a name, in order, without the gateway's own.
  func samples(_ prefix: String) async throws -> [String] {
    let scheme = certificate == nil ? "http" : "https"
    let page = try await Web.get("\(scheme)://localhost:\(port)/metrics", ["-k"])
    return page.split(separator: "\n").map(String.init).filter { $0.hasPrefix(prefix) }.sorted()
  }
}
