internal import MetricModel
internal import SystemCalls

/// The users of an htpasswd file: a line `user:hash` for each, `#` begins a comment.
///
/// Source: Apache's htpasswd(1), of whose methods bcrypt (`-B`) is taken, and SHA-512 crypt.
struct PasswordFile: Sendable {
  private let hashes: [String: PasswordHash]
  /// Those of whom unknown users seem to be one.
  private let decoys: [PasswordHash]

  /// Reads the file; `invalid` with the line for what is not such an entry.
  init(reading path: String) throws(MetricError) {
    guard let bytes = try File.contents(ofSmall: path) else {
      throw Self.fault(path, 1, "the file is larger than 1 MiB")
    }
    guard !bytes.starts(with: [0xef, 0xbb, 0xbf]) else {
      throw Self.fault(path, 1, "it begins with a byte order mark, which would be of a user's name")
    }
    var hashes: [String: PasswordHash] = [:]
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, bytes) in lines.enumerated() {
      guard let line = String(validating: bytes, as: UTF8.self) else {
        throw Self.fault(path, index + 1, "it is not UTF-8")
      }
      let text = line.hasSuffix("\r") ? String(line.dropLast()) : line
      if text.isEmpty || text.hasPrefix("#") { continue }
      let (user, hash) = try Self.entry(text, path, line: index + 1)
      guard hashes.updateValue(hash, forKey: user) == nil else {
        throw Self.fault(path, index + 1, "user '\(shown(user))' is there twice")
      }
    }
    guard !hashes.isEmpty else { throw Self.fault(path, 1, "it names no user") }
    self.hashes = hashes
    decoys = Array(hashes.values)
  }

  /// What a user's password is checked against.
  ///
  /// For a user who is not there it is another's hash, always the same one's, so that the answer takes
  /// as long as if the user were there.
  func hash(of user: String) -> (hash: PasswordHash, isKnown: Bool) {
    if let hash = hashes[user] { return (hash, true) }
    return (decoys[Int(user.hashValue.magnitude % UInt(decoys.count))], false)
  }

  private static func entry(
    _ line: String, _ path: String, line number: Int
  ) throws(MetricError) -> (String, PasswordHash) {
    let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty else {
      throw fault(path, number, "expected user:hash")
    }
    guard let hash = PasswordHash(String(parts[1])) else {
      throw fault(
        path, number,
        "the hash is neither bcrypt ($2y$) nor SHA-512 crypt ($6$); htpasswd -B makes the first")
    }
    return (String(parts[0]), hash)
  }

  private static func fault(_ path: String, _ line: Int, _ what: String) -> MetricError {
    .invalid(.configuration(file: path, line: line, what))
  }
}
