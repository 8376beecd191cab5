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
    port = LoopbackPort.free(1)[0]
    // Debian's own keeps what was pushed in a file that all share.
    var options = ["--web.listen-address=127.0.0.1:\(port)", "--persistence.file="]
    if encrypted {
      try await Self.makeCertificate(in: folder)
      options.append("--web.config.file=" + folder.file("web.yml"))
    }
    certificate = encrypted ? folder.file("cert.pem") : nil
    let url = "\(encrypted ? "https" : "http")://localhost:\(port)/-/ready"
    server = try await Server("prometheus-pushgateway", options, in: folder) { _ in
      try await Web.answers(url, ["-k"])
    }
  }

  private static func makeCertificate(in folder: TemporaryDirectory) async throws {
    _ = try await Command.run(
      "openssl",
      [
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
        "-addext", "subjectAltName=DNS:localhost", "-keyout", folder.file("key.pem"), "-out",
        folder.file("cert.pem"),
      ])
    try """
    tls_server_config:
      cert_file: \(folder.file("cert.pem"))
      key_file: \(folder.file("key.pem"))

    """.write(toFile: folder.file("web.yml"), atomically: true, encoding: .utf8)
  }

  /// The samples whose lines begin with a name, in order, without the gateway's own.
  func samples(_ prefix: String) async throws -> [String] {
    let scheme = certificate == nil ? "http" : "https"
    let page = try await Web.get("\(scheme)://localhost:\(port)/metrics", ["-k"])
    return page.split(separator: "\n").map(String.init).filter { $0.hasPrefix(prefix) }.sorted()
  }
}
