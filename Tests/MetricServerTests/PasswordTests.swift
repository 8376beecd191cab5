internal import Foundation
internal import MetricModel
internal import TestSupport
internal import Testing

@testable internal import MetricServer

@Suite struct PasswordTests {
  @Test(arguments: [["htpasswd", "-niB", "-C", "4", "me"], ["openssl", "passwd", "-6", "-stdin"]])
  func `a hash is that of its password only`(maker: [String]) async throws {
    let made = try await Command.run(maker[0], Array(maker.dropFirst()), input: "secret\n")
    let text = made.output.trimmingCharacters(in: .newlines)
    let hash = try #require(PasswordHash(text.hasPrefix("me:") ? String(text.dropFirst(3)) : text))
    #expect(hash.matches("secret"))
    for wrong in ["", "Secret", "secret ", "secret\u{0}", "secret\u{0}x"] {
      #expect(!hash.matches(wrong))
    }
  }

  @Test func `a password that is longer than bcrypt can tell is never the one`() async throws {
    let long = String(repeating: "x", count: 72)
    let made = try await Command.run("htpasswd", ["-niB", "-C", "4", "me"], input: long + "\n")
    let text = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
    let hash = try #require(PasswordHash(String(text.dropFirst(3))))
    #expect(hash.matches(long))
    for wrong in [long + "x", long + "yz", String(repeating: "x", count: 71)] {
      #expect(!hash.matches(wrong))
    }
    // Two bytes each, so that the limit is met by bytes and not by characters.
    #expect(!hash.matches(String(repeating: "é", count: 37)))
    let sha512 = try await Command.run("openssl", ["passwd", "-6", "-stdin"], input: long + "yz\n")
    let other = try #require(
      PasswordHash(sha512.output.trimmingCharacters(in: .whitespacesAndNewlines)))
    #expect(other.matches(long + "yz") && !other.matches(long + "y"))
  }

  @Test(arguments: [
    "", "secret", "$1$salt$hash", "$2y$05$short", "{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=",
    "$6$saltsalt$short",
  ])
  func `a hash of another method is refused`(text: String) {
    #expect(PasswordHash(text) == nil)
  }

  @Test(arguments: [
    ("Basic dXNlcjpwYXNz", "user", "pass"), ("basic  dXNlcjpwYTpzcw==", "user", "pa:ss"),
    ("BASIC dXNlcjo", "user", ""), ("Basic w6k6w6k=", "é", "é"),
  ])
  func `credentials are read`(header: String, user: String, password: String) throws {
    let credentials = try #require(BasicCredentials(header: header))
    #expect(credentials.user == user)
    #expect(credentials.password == password)
  }

  @Test(arguments: [
    "", "Basic", "Bearer dXNlcjpwYXNz", "Basic dXNlcg==", "Basic ????", "Basic d", "Basic /////w==",
    "Basic dXNlcjpw YXNz",
  ])
  func `what is no credentials is nobody's`(header: String) {
    #expect(BasicCredentials(header: header) == nil)
  }

  @Test func `an unknown user seems to be one of the known, always the same`() throws {
    let folder = try TemporaryDirectory()
    let salt = "$2y$04$" + String(repeating: "x", count: 51)
    let text = (0..<20).map { "u\($0):\(salt)\($0 + 10)\n" }.joined()
    try text.write(toFile: folder.file("users"), atomically: true, encoding: .utf8)
    let file = try PasswordFile(reading: folder.file("users"))
    let strangers = (0..<200).map { file.hash(of: "stranger \($0)") }
    #expect(strangers.allSatisfy { !$0.isKnown })
    #expect(strangers.map(\.hash) == (0..<200).map { file.hash(of: "stranger \($0)").hash })
    #expect(Set(strangers.map(\.hash.text)).count > 10)
    #expect(file.hash(of: "u7").isKnown && file.hash(of: "u7").hash.text.hasSuffix("x17"))
  }

  @Test func `an address that fails too often waits, others do not, and time heals`() {
    var throttle = FailureThrottle()
    let second: Int64 = 1_000_000_000
    func fail(_ address: String, at time: Int64) {
      throttle.end(throttle.begin(address, at: time), hasFailed: true, at: time)
    }
    for _ in 0..<10 {
      #expect(throttle.wait(for: "a", at: 0) == 0)
      fail("a", at: 0)
    }
    #expect(throttle.wait(for: "a", at: 0) == 1)
    #expect(throttle.wait(for: "b", at: 0) == 0)
    #expect(throttle.wait(for: "a", at: second / 2) == 0.5)
    #expect(throttle.wait(for: "a", at: second) == 0)
    fail("a", at: second)
    #expect(throttle.wait(for: "a", at: second) == 1)
    #expect(throttle.wait(for: "a", at: 60 * second) == 0)
  }

  @Test func `passwords that are being hashed count as failures until they are known`() {
    var throttle = FailureThrottle()
    let keys = (0..<10).map { _ in throttle.begin("a", at: 0) }
    #expect(throttle.wait(for: "a", at: 0) == 1)
    #expect(throttle.wait(for: "a", at: 60_000_000_000) == 1)
    throttle.end(keys[0], hasFailed: false, at: 0)
    #expect(throttle.wait(for: "a", at: 0) == 0)
    for key in keys.dropFirst() { throttle.end(key, hasFailed: true, at: 0) }
    #expect(throttle.wait(for: "a", at: 0) == 0)
    throttle.end(throttle.begin("a", at: 0), hasFailed: true, at: 0)
    #expect(throttle.wait(for: "a", at: 0) == 1)
  }

  @Test func `addresses beyond those that are kept share one allowance`() {
    var throttle = FailureThrottle()
    for number in 0..<5_000 {
      throttle.end(throttle.begin("host\(number)", at: 0), hasFailed: true, at: 0)
    }
    #expect(throttle.wait(for: "another", at: 0) > 0)
  }
}
