/// What a user's name and password are remembered as: a quick hash with a salt of this process' own.
///
/// It is there to know again what was seen before without keeping it, and takes microseconds, so that
/// nobody waits for it; what stands in the password file is hashed slowly (`PasswordHash`).
struct CredentialDigest: Hashable, Sendable {
  private let bytes: [UInt8]

  /// A salt for all digests of a process.
  static func makeSalt() -> [UInt8] {
    var random = SystemRandomNumberGenerator()
    return (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) }
  }

  init(_ credentials: BasicCredentials, salt: [UInt8]) {
    // A user's name has no colon.
    bytes = SHA256.hash(salt + "\(credentials.user):\(credentials.password)".utf8)
  }

  /// Compares all of two digests, wherever they differ.
  static func == (left: Self, right: Self) -> Bool {
    zip(left.bytes, right.bytes).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
