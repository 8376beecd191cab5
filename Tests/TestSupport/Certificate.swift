/// Certificates made by openssl for one test: one for localhost, and one that it vouches for.
public struct Certificate: Sendable {
  /// PEM files of the certificate and its key.
  public let file: String
  /// The key's file.
  public let key: String

  /// Makes a certificate that vouches for itself.
  public init(in folder: TemporaryDirectory, named name: String = "cert") async throws {
    (file, key) = (folder.file(name + ".pem"), folder.file(name + "-key.pem"))
    _ = try await Command.run(
      "openssl",
      [
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
        "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out", file,
      ])
  }
}
