internal import Exposition
internal import MetricModel
internal import MetricOperations
internal import MetricStore
internal import NIOCore
internal import NIOPosix
internal import TestSupport
internal import Testing

@testable internal import MetricServer

/// How much text is kept, and for whom.
@Suite struct AnswerCacheTests {
  private static let large = AnswerForm(format: .openmetrics, showsCreated: false)
  private static let small = AnswerForm(
    format: .openmetrics, showsCreated: false, names: ["small"])

  /// A cache that may hold next to nothing, over a database with much text and little.
  private func cache(_ folder: TemporaryDirectory) async throws -> (AnswerCache, NIOThreadPool) {
    let path = folder.file("m.db")
    let help = String(repeating: "x", count: 50_000)
    for (name, text) in [("large", help), ("small", "")] {
      let made = try await Command.metricctl("declare", name, "gauge", text, "", database: path)
      #expect(made.status == 0)
    }
    // Until the change is old enough to be told from another.
    try await Task.sleep(for: .milliseconds(50))
    let pool = NIOThreadPool(numberOfThreads: 1)
    pool.start()
    let cache = AnswerCache(
      pool: pool, loop: MultiThreadedEventLoopGroup.singleton.any(),
      account: TextAccount(smallest: 1_000)
    ) { Database(at: path) }
    return (cache, pool)
  }

  @Test func `a text that is only kept makes room for one that is wanted`() async throws {
    let folder = try TemporaryDirectory()
    let (cache, pool) = try await cache(folder)
    for _ in 0..<3 {
      _ = try await cache.text(as: Self.large, by: nil)
      // The event loop may hold for a moment what it has just handed on.
      #expect(
        try await Server.eventually {
          (try? await cache.text(as: Self.small, by: nil))?.series.all == 1
        })
    }
    try await pool.shutdownGracefully()
  }

  @Test func `one that somebody is reading does not`() async throws {
    let folder = try TemporaryDirectory()
    let (cache, pool) = try await cache(folder)
    let held = try await cache.text(as: Self.large, by: nil)
    await #expect(throws: AnswerFailure.busy) {
      _ = try await cache.text(as: Self.small, by: nil)
    }
    withExtendedLifetime(held) {}
    try await pool.shutdownGracefully()
  }

  @Test func `however many questions for JSON wait, a scrape has room, up to a bound`() {
    let loop = MultiThreadedEventLoopGroup.singleton.any()
    var state = AnswerCache.State()
    func begin(_ form: AnswerForm) {
      let result: EventLoopFuture<WrittenText> = loop.makeFailedFuture(AnswerFailure.busy)
      state.entries[form] = AnswerCache.Entry(running: (began: 0, result: result))
    }
    func questions(_ count: Int) -> [AnswerForm] {
      (0..<count).map { AnswerForm(format: .json, showsCreated: false, limit: $0) }
    }
    for form in questions(4) {
      #expect(state.hasRoom(for: form))
      begin(form)
    }
    #expect(!state.hasRoom(for: questions(5)[4]))
    for number in 0..<12 {
      var form = Self.small
      form.names = ["m\(number)"]
      #expect(state.hasRoom(for: form))
      begin(form)
    }
    #expect(!state.hasRoom(for: Self.large))
    state.entries[questions(1)[0]]?.running = nil
    #expect(state.hasRoom(for: Self.large))
  }

  @Test func `nothing is read for those whom a stopping server sends away`() async throws {
    let folder = try TemporaryDirectory()
    let (cache, pool) = try await cache(folder)
    cache.close()
    await #expect(throws: AnswerFailure.ending) {
      _ = try await cache.text(as: Self.small, by: nil)
    }
    try await pool.shutdownGracefully()
  }

  @Test func `a text is read once as long as nothing is committed`() async throws {
    let folder = try TemporaryDirectory()
    let (cache, pool) = try await cache(folder)
    let first = try await cache.text(as: Self.large, by: nil)
    #expect(try await cache.text(as: Self.large, by: nil) === first)
    let changed = try await Command.metricctl("set", "small", "1", database: folder.file("m.db"))
    #expect(changed.status == 0)
    #expect(try await cache.text(as: Self.large, by: nil) !== first)
    try await pool.shutdownGracefully()
  }
}
