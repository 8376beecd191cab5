internal import Dispatch
internal import Foundation
internal import Glibc
internal import MetricModel
internal import Synchronization
internal import SystemCalls
internal import TestSupport
internal import Testing

@testable internal import MetricStore

@Suite("Locks", .serialized)
struct LockTests {
  private let test: TestDatabase

  init() throws {
    test = try TestDatabase()
    try test.run("declare hits counter Hits a=1")
  }

  private func waiting(_ seconds: Double) -> Database {
    Database(at: test.path, options: DatabaseOptions(lockTimeoutSeconds: seconds))
  }

  private func failure(waiting seconds: Double) -> MetricError? {
    error(of: { () throws(MetricError) in _ = try waiting(seconds).snapshot() })
  }

  @Test("A lock that others hold is given up on after the timeout, or at once")
  func timeouts() throws {
    let holder = try File.open(test.path, for: .readingAndWriting)
    #expect(try holder.lock(.exclusive, until: Deadline(secondsFromNow: 0)))
    for seconds in [0, 0.12, -1] {
      let expected = MetricError.database(.locked(seconds: seconds), path: test.path)
      #expect(failure(waiting: seconds) == expected)
    }
    guard case .database(.locked, _) = failure(waiting: .nan) else {
      Issue.record("a timeout that is no number")
      return
    }
    holder.unlock()
    #expect(failure(waiting: 0) == nil)
  }

  @Test("Readers share the lock, and a writer waits for them")
  func sharing() throws {
    let reader = try File.open(test.path, for: .reading)
    #expect(try reader.lock(.shared, until: Deadline(secondsFromNow: 0)))
    #expect(failure(waiting: 0) == nil)
    let second = try File.open(test.path, for: .readingAndWriting)
    #expect(try !second.lock(.exclusive, until: Deadline(secondsFromNow: 0.06)))
    reader.unlock()
    reader.unlock()
    #expect(try second.lock(.exclusive, until: Deadline(secondsFromNow: 0)))
  }

  @Test("Threads give up at their own deadlines, also where they block all signals")
  func threads() throws {
    let holder = try File.open(test.path, for: .readingAndWriting)
    #expect(try holder.lock(.exclusive, until: Deadline(secondsFromNow: 0)))
    let ended = DispatchSemaphore(value: 0)
    for seconds in [0.1, 0.2, 0.4, 0.6] {
      let database = waiting(seconds)
      Thread.detachNewThread {
        var all = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_BLOCK, &all, nil)
        _ = try? database.snapshot()
        ended.signal()
      }
    }
    for _ in 0..<4 { #expect(ended.wait(timeout: .now() + 20) == .success) }
    holder.unlock()
  }

  @Test("The program's own handler of the signal, and the thread's mask, come back after a wait")
  func handler() throws {
    let holder = try File.open(test.path, for: .readingAndWriting)
    #expect(try holder.lock(.exclusive, until: Deadline(secondsFromNow: 0)))
    var own = sigaction()
    own.__sigaction_handler.sa_handler = SIG_IGN
    sigaction(SIGURG, &own, nil)
    _ = failure(waiting: 0.1)
    var after = sigaction()
    sigaction(SIGURG, nil, &after)
    #expect(unsafeBitCast(after.__sigaction_handler.sa_handler, to: Int.self) == 1)
    own.__sigaction_handler.sa_handler = SIG_DFL
    sigaction(SIGURG, &own, nil)
    holder.unlock()
  }

  @Test("Readers in a loop let a writer pass, and a writer in a loop lets readers pass")
  func turnstile() throws {
    let readers = DispatchGroup()
    let database = waiting(60)
    let state = Progress()
    for _ in 0..<4 {
      readers.enter()
      Thread.detachNewThread {
        while !state.isOver {
          if (try? database.snapshot()) == nil { state.fail() }
          state.read()
        }
        readers.leave()
      }
    }
    for _ in 0..<100 { try test.run("incr hits a=1") }
    while state.readings < 100 { usleep(1000) }
    state.end()
    readers.wait()
    #expect(state.failures == 0)
    #expect(try test.number("hits{a=\"1\"}") == 100)
  }

  @Test("A lock given up with its database is free at once, although a copy of it is still open")
  func forkedCopy() throws {
    var copy: CInt = -1
    do {
      let open = try test.database.openForReading()
      copy = try open.table.file.duplicate()
    }
    defer { close(copy) }
    let writer = try File.open(test.path, for: .readingAndWriting)
    #expect(try writer.lock(.exclusive, until: Deadline(secondsFromNow: 0)))
  }
}

/// How far the readers are.
private final class Progress: Sendable {
  private let state = Mutex((isOver: false, readings: 0, failures: 0))

  var isOver: Bool { state.withLock { $0.isOver } }
  var readings: Int { state.withLock { $0.readings } }
  var failures: Int { state.withLock { $0.failures } }

  func read() { state.withLock { $0.readings += 1 } }
  func fail() { state.withLock { $0.failures += 1 } }
  func end() { state.withLock { $0.isOver = true } }
}
