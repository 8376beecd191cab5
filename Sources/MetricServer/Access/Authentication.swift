internal import NIOPosix
internal import Synchronization
internal import SystemCalls

/// Basic authentication by a password file.
///
/// A password is hashed on a thread of its own, one at a time, since bcrypt takes long by design.
/// What was found right is remembered by a quick hash under a random salt, so that each scrape need
/// not pay for it again; whoever fails too often is told to wait before anything is hashed.
final class Authentication: Sendable {
  enum Verdict: Equatable {
    case accepted
    case refused
    /// Too many failures: come back after so many seconds.
    case throttled(seconds: Int)
  }

  /// The most passwords that are remembered.
  private static let capacity = 256

  private struct State {
    var file: PasswordFile
    var accepted: [String: String] = [:]
    var throttle = FailureThrottle()
  }

  private let state: Mutex<State>
  private let pool = NIOThreadPool(numberOfThreads: 1)
  private let salt: String

  init(_ file: PasswordFile) {
    state = Mutex(State(file: file))
    pool.start()
    let letters = Array("./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
    var random = SystemRandomNumberGenerator()
    salt = String((0..<16).map { _ in letters[Int.random(in: 0..<64, using: &random)] })
  }

  deinit { pool.shutdownGracefully { _ in } }

  /// Takes another password file; nothing that was accepted by the old one counts any more.
  func replace(with file: PasswordFile) {
    state.withLock { state in
      state.file = file
      state.accepted = [:]
    }
  }

  /// What to say to a client at an address that shows these credentials, or none.
  func judge(_ credentials: BasicCredentials?, from address: String) async throws -> Verdict {
    guard let credentials else { return .refused }
    return try await pool.runIfActive { [self] in check(credentials, from: address) }
  }

  private func check(_ credentials: BasicCredentials, from address: String) -> Verdict {
    let fingerprint = PasswordHash.fingerprint(
      of: credentials.user + "\u{1}" + credentials.password, salt: salt)
    let (known, entry, wait) = state.withLock { state in
      (
        state.accepted[credentials.user], state.file.hash(of: credentials.user),
        state.throttle.wait(for: address, at: monotonicNanoseconds())
      )
    }
    if let known, let fingerprint, PasswordHash.areEqual(known, fingerprint) { return .accepted }
    guard wait == 0 else { return .throttled(seconds: Int(wait.rounded(.up))) }
    let isRight = entry.hash.matches(credentials.password)
    return state.withLock { state in
      // The file may have been replaced while the password was hashed.
      let isNow = state.file.hash(of: credentials.user).hash == entry.hash
      guard isRight, isNow, entry.isKnown else {
        state.throttle.fail(address, at: monotonicNanoseconds())
        return .refused
      }
      if state.accepted.count >= Self.capacity { state.accepted = [:] }
      state.accepted[credentials.user] = fingerprint
      return .accepted
    }
  }
}
