internal import Foundation
internal import TestSupport
internal import Testing

/// What a server agrees to with clients of TLS.
@Suite struct EncryptionTests {
  @Test func `TLS is spoken with forward secrecy and authenticated encryption only`() async throws {
    let folder = try TemporaryDirectory()
    let certificate = try await Certificate(in: folder)
    let server = try await RunningServer(
      ["--tls-certificate", certificate.file, "--tls-key", certificate.key], folder: folder)
    func suite(_ version: String, _ option: String, _ suites: String) async throws -> String? {
      let said = try await Command.run(
        "openssl", ["s_client", "-connect", server.addresses[0], version, option, suites])
      let line = try #require(said.output.firstMatch(of: /Cipher is (\S+)/), "\(said)").output.1
      return line == "(NONE)" ? nil : String(line)
    }
    // A client that offers all others gets none, and each good one is taken.
    let others = ["ALL:COMPLEMENTOFALL:!ECDHE", "ECDHE:!AESGCM:!CHACHA20", "kRSA+AESGCM", "DHE"]
    for group in others {
      #expect(try await suite("-tls1_2", "-cipher", group + ":@SECLEVEL=0") == nil, "\(group)")
    }
    for name in ["AES128-GCM-SHA256", "AES256-GCM-SHA384", "CHACHA20-POLY1305"] {
      let whole = "ECDHE-RSA-" + name
      #expect(try await suite("-tls1_2", "-cipher", whole) == whole)
    }
    let new = "TLS_AES_256_GCM_SHA384"
    #expect(try await suite("-tls1_3", "-ciphersuites", new) == new)
  }
}
