internal import Foundation
internal import TestSupport
internal import Testing

@testable internal import MetricServer

@Suite struct CredentialDigestTests {
  @Test func `SHA-256 is what Python takes for it, at every length up to four blocks`()
    async throws
  {
    let script = """
      import hashlib
      for n in range(257): print(hashlib.sha256(bytes(i * 7 % 256 for i in range(n))).hexdigest())
      """
    let expected = try await Command.run("python3", ["-c", script]).output
    let computed = (0...256).map { count in
      let input = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7) }
      return SHA256.hash(input).map { String(format: "%02x", $0) }.joined() + "\n"
    }
    #expect(computed.joined() == expected)
  }

  @Test func `a digest is that of one user, one password and one salt`() throws {
    func digest(_ text: String, _ salt: [UInt8]) throws -> CredentialDigest {
      let base64 = Data(text.utf8).base64EncodedString()
      let credentials = try #require(BasicCredentials(header: "Basic " + base64))
      return CredentialDigest(credentials, salt: salt)
    }
    let (salt, other) = (CredentialDigest.makeSalt(), CredentialDigest.makeSalt())
    let known = try digest("me:secret", salt)
    #expect(try digest("me:secret", salt) == known)
    for text in ["me:secre", "me:secretx", "mes:ecret", "m:secret", "me:", "me:Secret"] {
      #expect(try digest(text, salt) != known)
    }
    #expect(try digest("me:secret", other) != known)
  }
}
