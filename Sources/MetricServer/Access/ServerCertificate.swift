internal import MetricModel
internal import NIOSSL
internal import Synchronization
internal import SystemCalls

/// Where the files of a server's TLS are.
package struct CertificateFiles: Equatable, Sendable {
  /// PEM: the certificate, then those that vouch for it.
  package var certificate: String
  /// PEM, unencrypted.
  package var key: String
  /// PEM: of clients, only those with a certificate that one of these vouches for may connect.
  package var clientAuthorities: String?

  /// The files by their paths.
  package init(certificate: String, key: String, clientAuthorities: String?) {
    self.certificate = certificate
    self.key = key
    self.clientAuthorities = clientAuthorities
  }
}

/// The certificate that a server shows, which can be read again while it runs: connections that are
/// open keep the one that they began with.
final class ServerCertificate: Sendable {
  private let files: CertificateFiles
  private let context: Mutex<NIOSSLContext>

  /// Reads the files; `failure` or `refused` for those that are not what they should be.
  init(_ files: CertificateFiles) throws(MetricError) {
    self.files = files
    context = Mutex(try Self.context(files))
  }

  /// Reads the files again; when that throws, the certificate stays as it was.
  func reload() throws(MetricError) {
    let fresh = try Self.context(files)
    context.withLock { $0 = fresh }
  }

  /// What decrypts a new connection.
  func handler() -> NIOSSLServerHandler {
    NIOSSLServerHandler(context: context.withLock { $0 })
  }

  /// Those of TLS 1.2 with forward secrecy and authenticated encryption; of TLS 1.3 all are such.
  ///
  /// Source: RFC 9325 section 4.2.
  private static let suites: [NIOTLSCipher] = [
    .TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, .TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
    .TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, .TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
    .TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, .TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
  ]

  private static func context(_ files: CertificateFiles) throws(MetricError) -> NIOSSLContext {
    let chain = try parse(files.certificate, "a certificate in PEM") { bytes in
      try NIOSSLCertificate.fromPEMBytes(bytes)
    }
    let key = try parse(files.key, "an unencrypted private key in PEM") { bytes in
      try NIOSSLPrivateKey(bytes: bytes, format: .pem)
    }
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
    configuration.minimumTLSVersion = .tlsv12
    configuration.cipherSuiteValues = Self.suites
    configuration.applicationProtocols = ["http/1.1"]
    if let path = files.clientAuthorities {
      let authorities = try parse(path, "certificates in PEM") { bytes in
        try NIOSSLCertificate.fromPEMBytes(bytes)
      }
      configuration.trustRoots = .certificates(authorities)
      // A client's certificate is about no host.
      configuration.certificateVerification = .noHostnameVerification
    }
    return try parse(files.key, "the private key of '\(files.certificate)'") { [configuration] _ in
      try NIOSSLContext(configuration: configuration)
    }
  }

  /// Reads one of the files and makes something of it, or says what it is not.
  private static func parse<Result>(
    _ path: String, _ expected: String, _ parse: ([UInt8]) throws -> Result
  ) throws(MetricError) -> Result {
    guard let bytes = try File.contents(ofSmall: path), let result = try? parse(bytes) else {
      throw .invalid(.serving("'\(path)' is not \(expected)"))
    }
    return result
  }
}
