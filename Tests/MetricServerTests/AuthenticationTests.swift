internal import Foundation
internal import NIOCore
internal import NIOEmbedded
internal import Synchronization
internal import TestSupport
internal import Testing

@testable internal import MetricServer

/// What is said to those who show passwords, while the test says how far the hashes have come.
@Suite struct AuthenticationTests {
  /// An authentication whose hashes wait for the test, and then are right for `secret`.
  private struct Held {
    let authentication: Authentication
    private let turns = DispatchSemaphore(value: 0)
    private let hashed = Counter()

    init() async throws {
      let folder = try TemporaryDirectory()
      let file = try await AccessTests.passwords(folder, "not used")
      authentication = Authentication(try PasswordFile(reading: file)) { [turns, hashed] in
        turns.wait()
        hashed.count.add(1, ordering: .relaxed)
        return $1 == "secret" && $0.text.hasPrefix("$")
      }
    }

    /// Lets so many passwords be hashed.
    func release(_ count: Int) { for _ in 0..<count { turns.signal() } }

    var hashes: Int { hashed.count.load(ordering: .relaxed) }

    func judge(
      _ password: String, from address: String, on connection: any Channel,
      user: String = "me"
    ) async -> Authentication.Verdict {
      await authentication.judge(
        BasicCredentials(user: user, password: password), from: address, on: connection)
    }

    /// Waits until so many passwords are there to be hashed.
    func until(pending count: Int) async throws {
      let isReached = try await Server.eventually { authentication.pending == count }
      #expect(isReached, "\(authentication.pending)")
    }
  }

  private final class Counter: Sendable { let count = Atomic(0) }

  private func connection() -> any Channel { NIOAsyncTestingChannel() }

  @Test func `who is known waits for no hash, and of a throttled address nothing is told`()
    async throws
  {
    let held = try await Held()
    let kept = connection()
    held.release(1)
    #expect(await held.judge("secret", from: "near", on: kept) == .accepted)
    let guesses = (0..<10).map { number in
      Task { await held.judge("guess \(number)", from: "near", on: connection()) }
    }
    try await held.until(pending: 10)
    // Nothing was hashed, and all this is answered.
    #expect(await held.judge("secret", from: "far", on: connection()) == .accepted)
    for password in ["secret", "guess 11"] {
      for user in ["me", "you", "nobody"] {
        let told = await held.judge(password, from: "near", on: connection(), user: user)
        #expect(told == .throttled(seconds: 1))
      }
    }
    #expect(held.hashes == 1)
    // On the connection where it was right, until another is shown there.
    #expect(await held.judge("secret", from: "near", on: kept) == .accepted)
    #expect(await held.judge("guess 12", from: "near", on: kept) == .throttled(seconds: 1))
    #expect(await held.judge("secret", from: "near", on: kept) == .throttled(seconds: 1))
    held.release(10)
    for guess in guesses { #expect(await guess.value == .refused) }
    #expect(held.hashes == 11)
  }

  @Test func `beyond a number of passwords that wait, others are sent away at once`() async throws {
    let held = try await Held()
    let limit = HashQueue<Int>.limit
    var guesses: [Task<Authentication.Verdict, Never>] = []
    for number in 0...limit {
      guesses.append(
        Task { await held.judge("guess", from: "\(number)", on: connection(), user: "\(number)") })
      try await held.until(pending: number + 1)
    }
    #expect(await held.judge("secret", from: "other", on: connection()) == .crowded)
    held.release(limit + 1)
    for guess in guesses { #expect(await guess.value == .refused) }
    held.release(1)
    #expect(await held.judge("secret", from: "other", on: connection()) == .accepted)
  }

  @Test func `who is sent away has learnt that a password is not a known one, and pays for it`()
    async throws
  {
    let held = try await Held()
    held.release(1)
    #expect(await held.judge("secret", from: "near", on: connection()) == .accepted)
    var guesses: [Task<Authentication.Verdict, Never>] = []
    for number in 0...HashQueue<Int>.limit {
      guesses.append(Task { await held.judge("\(number)", from: "\(number)", on: connection()) })
      try await held.until(pending: number + 1)
    }
    var verdicts: [Authentication.Verdict] = []
    // More than the allowance has in it, however much of it comes back meanwhile.
    repeat {
      verdicts.append(await held.judge("\(verdicts.count)!", from: "far", on: connection()))
    } while verdicts.last == .crowded
    #expect(verdicts.count > 10)
    #expect(verdicts.last == .throttled(seconds: 1))
    held.release(guesses.count)
    for guess in guesses { #expect(await guess.value == .refused) }
  }

  @Test func `many who show the same password cost one hash`() async throws {
    let held = try await Held()
    let first = Task { await held.judge("secret", from: "near", on: connection()) }
    try await held.until(pending: 1)
    let others = (0..<50).map { number in
      Task { await held.judge("secret", from: "near", on: connection()) }
    }
    held.release(1)
    #expect(await first.value == .accepted)
    for other in others { #expect(await other.value == .accepted) }
    #expect(held.hashes == 1)
  }

  @Test func `nothing that was right counts with another password file`() async throws {
    let held = try await Held()
    let kept = connection()
    held.release(1)
    #expect(await held.judge("secret", from: "near", on: kept) == .accepted)
    let folder = try TemporaryDirectory()
    let file = try await AccessTests.passwords(folder, "other")
    held.authentication.replace(with: try PasswordFile(reading: file))
    held.release(1)
    #expect(await held.judge("secret", from: "near", on: kept) == .accepted)
    #expect(held.hashes == 2)
  }
}
