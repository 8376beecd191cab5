internal import CCrypt

/// Hashes of passwords as crypt(3) makes them: the only place that calls it.
///
/// The hash of an entry names its method, salt and cost, so that hashing a password with the entry
/// as the setting gives the entry again when the password is right.
struct PasswordHash: Equatable, Sendable {
  /// `$2y$...` or `$6$...`.
  let text: String

  /// Nil for a method that is not bcrypt or SHA-512 crypt, and for a hash of the wrong length.
  init?(_ text: String) {
    let bytes = text.utf8
    let isBcrypt = ["$2y$", "$2b$", "$2a$"].contains { text.hasPrefix($0) } && bytes.count == 60
    let isSHA512 = text.hasPrefix("$6$") && bytes.count >= 90 && bytes.count <= 126
    guard isBcrypt || isSHA512, bytes.allSatisfy({ (0x21...0x7e).contains($0) }) else {
      return nil
    }
    self.text = text
  }

  /// The most bytes that bcrypt looks at: it would take all longer passwords that begin alike for one.
  private static let bcryptLimit = 72

  /// Whether a password is the one, in a time that does not tell how far it was right.
  ///
  /// Takes as long as its method and cost say, which is meant to be long, for a password too that is
  /// longer than the method can tell, which is never the one.
  func matches(_ password: String) -> Bool {
    guard let computed = Self.hash(password, setting: text) else { return false }
    let isWhole = text.hasPrefix("$6$") || password.utf8.count <= Self.bcryptLimit
    return Self.areEqual(computed, text) && isWhole
  }

  /// Compares all of two texts, wherever they differ.
  private static func areEqual(_ left: String, _ right: String) -> Bool {
    let (left, right) = (Array(left.utf8), Array(right.utf8))
    guard left.count == right.count else { return false }
    return zip(left, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }

  /// Nil when the C library refuses the setting or the password.
  private static func hash(_ password: String, setting: String) -> String? {
    guard !password.utf8.contains(0) else { return nil }
    // Its size, 32 KiB, is too much for a thread's stack.
    let data = UnsafeMutablePointer<crypt_data>.allocate(capacity: 1)
    defer { data.deallocate() }
    data.initialize(to: crypt_data())
    guard let result = crypt_r(password, setting, data) else { return nil }
    let text = String(cString: result)
    return text.hasPrefix("*") ? nil : text
  }
}
