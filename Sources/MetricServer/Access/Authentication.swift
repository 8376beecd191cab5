internal import NIOCore
internal import NIOPosix
internal import Synchronization
internal import SystemCalls

/// Basic authentication by a password file.
///
/// ```
/// shown again on the connection where it was right ---------------------------> accepted
///    the address has failed too often -----------------------------------------> throttled
///       was right before ------------------------------------------------------> accepted
///          the queue is full --------------------------------------------------> crowded
///             hashed, one at a time on a thread of its own --------> accepted or refused
/// ```
/// A password is hashed slowly, since bcrypt takes long by design; what was right is remembered by a
/// digest, so that who is known waits for nobody. Of a throttled address nothing is compared, or the
/// guess that is right would be told by its answer. Only a connection on which a password was
/// right may show this one again: nobody else can ask there, and another password ends that.
final class Authentication: Sendable {
  enum Verdict: Equatable {
    case accepted
    case refused
    /// Too many failures: come back after so many seconds.
    case throttled(seconds: Int)
    /// Too many passwords wait to be hashed.
    case crowded
  }

  private struct Asker: Sendable {
    let connection: ObjectIdentifier
    let answer: CheckedContinuation<Verdict, Never>
  }

  /// What is known of a connection that is open.
  private struct Connection {
    /// What was last right on it, if nothing else was shown since.
    var proven: CredentialDigest?
  }

  private struct State {
    var file: PasswordFile
    /// By users, of those in the file.
    var remembered: [String: CredentialDigest] = [:]
    var connections: [ObjectIdentifier: Connection] = [:]
    var throttle = FailureThrottle()
    var queue = HashQueue<Asker>()

    /// Whether a connection shows what was right on it; what else it shows ends that.
    mutating func proves(
      _ digest: CredentialDigest, on connection: ObjectIdentifier
    ) -> Bool {
      if connections[connection]?.proven == digest { return true }
      connections[connection] = Connection()
      return false
    }
  }

  private let state: Mutex<State>
  private let pool = NIOThreadPool(numberOfThreads: 1)
  private let salt = CredentialDigest.makeSalt()
  private let matches: @Sendable (PasswordHash, String) -> Bool

  /// The function tells whether a hash is that of a password; another one is for tests.
  init(
    _ file: PasswordFile,
    matches: @escaping @Sendable (PasswordHash, String) -> Bool = { $0.matches($1) }
  ) {
    state = Mutex(State(file: file))
    self.matches = matches
    pool.start()
  }

  deinit { pool.shutdownGracefully { _ in } }

  /// How many passwords wait or are being hashed.
  var pending: Int { state.withLock { $0.queue.count } }

  /// Takes another password file; nothing that was accepted by the old one counts any more.
  func replace(with file: PasswordFile) {
    state.withLock { state in
      state.file = file
      state.remembered = [:]
      for key in state.connections.keys { state.connections[key]?.proven = nil }
    }
  }

  /// What to say to a client at an address that shows these credentials, or none, on a connection.
  func judge(
    _ credentials: BasicCredentials?, from address: String, on connection: any Channel
  ) async -> Verdict {
    guard let credentials else { return .refused }
    let digest = CredentialDigest(credentials, salt: salt)
    let key = ObjectIdentifier(connection)
    let (isProven, isNew) = state.withLock { state in
      let isNew = state.connections[key] == nil
      return (state.proves(digest, on: key), isNew)
    }
    if isNew {
      connection.closeFuture.whenComplete { [self] _ in
        state.withLock { $0.connections[key] = nil }
      }
    }
    if isProven { return .accepted }
    return await withCheckedContinuation { answer in
      ask(credentials, digest, from: address, Asker(connection: key, answer: answer))
    }
  }

  /// Answers at once, or has the password hashed.
  private func ask(
    _ credentials: BasicCredentials, _ digest: CredentialDigest, from address: String,
    _ asker: Asker
  ) {
    let now = monotonicNanoseconds()
    let (verdict, crowded): (Verdict?, [Asker]) = state.withLock { state in
      let wait = state.throttle.wait(for: address, at: now)
      guard wait == 0 else { return (.throttled(seconds: Int(wait.rounded(.up))), []) }
      if state.remembered[credentials.user] == digest {
        state.connections[asker.connection]?.proven = digest
        return (.accepted, [])
      }
      if state.queue.join(digest, asker) { return (nil, []) }
      let entry = HashQueue<Asker>.Entry(
        credentials: credentials, digest: digest, address: address,
        account: state.throttle.begin(address, at: now), askers: [asker])
      guard let displaced = state.queue.add(entry) else { return (nil, []) }
      // It was not one that is remembered, which is worth an attempt to who guesses.
      state.throttle.end(displaced.account, hasFailed: true, at: now)
      return (nil, displaced.askers)
    }
    if let verdict { return asker.answer.resume(returning: verdict) }
    for asker in crowded { asker.answer.resume(returning: .crowded) }
    pool.submit { [self] _ in hashNext() }
  }

  /// Hashes the password whose turn it is; where one was displaced, there is nothing to do.
  private func hashNext() {
    let next = state.withLock { state in
      state.queue.next().map { ($0, state.file.hash(of: $0.credentials.user)) }
    }
    guard let (entry, known) = next else { return }
    let isRight = matches(known.hash, entry.credentials.password)
    let (verdict, askers): (Verdict, [Asker]) = state.withLock { state in
      let user = entry.credentials.user
      let askers = state.queue.finish()?.askers ?? []
      // The file may have been replaced meanwhile.
      let isAccepted = isRight && known.isKnown && state.file.hash(of: user).hash == known.hash
      state.throttle.end(entry.account, hasFailed: !isAccepted, at: monotonicNanoseconds())
      guard isAccepted else { return (.refused, askers) }
      state.remembered[user] = entry.digest
      for asker in askers { state.connections[asker.connection]?.proven = entry.digest }
      return (.accepted, askers)
    }
    for asker in askers { asker.answer.resume(returning: verdict) }
  }
}
