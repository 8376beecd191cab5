internal import MetricModel
internal import Statistics
internal import Synchronization
internal import SystemCalls
internal import Testing

/// What becomes of collected values when the backend fails or refuses.
@Suite struct CollectionTests {
  /// What closures failed with.
  private final class Failures: Sendable {
    private let list = Lock<[String]>([])
    var all: [String] { list.withLock { $0 } }
    func add(_ error: any Error) { list.withLock { $0.append(String(describing: error)) } }
  }

  private let failures = Failures()

  @Test("What a backend that is away did not take is kept, and goes out once")
  func unreachable() throws {
    for keepsEvents in [false, true] {
      let backend = FailingStatistics(keepsEvents: keepsEvents)
      let hits = try backend.metric(.counter, "hits").withLabels()
      let level = try backend.metric(.gauge, "level").withLabels()
      backend.onCollect {
        try hits.add(2)
        try level.set(1)
      } failed: { [failures] in
        failures.add($0)
      }
      for room in 0..<2 {
        backend.fail(after: room)
        #expect(
          error { () throws(MetricError) in try backend.collect() } == FailingStatistics.fault)
      }
      backend.recover()
      try backend.collect()
      #expect(backend.number(hits) == 6)
      #expect(backend.number(level) == 1)
    }
    #expect(failures.all == [])
  }

  @Test("What a program gathered survives a collected update that is refused, and the other way")
  func refusals() throws {
    let backend = FailingStatistics()
    let hits = try backend.metric(.counter, "hits").withLabels()
    let sent = try backend.metric(.counter, "sent").withLabels()
    let level = try backend.metric(.gauge, "level").withLabels()
    try hits.add(5)
    hits.onCollect {
      4
    } failed: { [failures] in
      failures.add($0)
    }
    level.onCollect {
      3
    } failed: { [failures] in
      failures.add($0)
    }
    backend.cork()
    try sent.add(1)
    try backend.uncork()
    let decrease = MetricError.invalid(.counterDecrease(hits.reference, from: 5, to: 4))
    #expect(failures.all == [decrease.description])
    #expect(backend.number(sent) == 1)
    #expect(backend.number(level) == 3)

    backend.cork()
    try sent.set(0)
    try level.set(9)
    let lower = MetricError.invalid(.counterDecrease(sent.reference, from: 1, to: 0))
    #expect(error { () throws(MetricError) in try backend.uncork() } == lower)
    #expect(backend.number(sent) == 1)
    #expect(backend.number(level) == 3)
    #expect(failures.all == [decrease.description, decrease.description])
  }

  @Test("A closure that is told of a failure may use the backend")
  func failureUpdates() throws {
    let backend = FailingStatistics()
    let hits = try backend.metric(.counter, "hits").withLabels()
    let refused = try backend.metric(.counter, "refused").withLabels()
    backend.onCollect {
      try hits.set(-1)
    } failed: { _ in
      try? refused.add(1)
    }
    backend.onCollect {
      try hits.set(1)
    } failed: { _ in
      try? refused.add(1)
    }
    hits.onCollect {
      0
    } failed: { _ in
      try? refused.add(1)
    }
    backend.cork()
    try backend.uncork()
    #expect(backend.number(hits) == 1)
    #expect(backend.number(refused) == 2)
  }

  @Test("A task that a closure began updates by itself once the closure has ended")
  func outliving() async throws {
    let backend = MemoryStatistics()
    let hits = try backend.metric(.counter, "hits").withLabels()
    let began = Began()
    let gate = AsyncStream<Void>.makeStream()
    let collector = backend.onCollect { [stream = gate.stream] in
      began.keep(
        Task {
          for await _ in stream {}
          try hits.add(1)
        })
    } failed: { [failures] in
      failures.add($0)
    }
    try backend.collect()
    collector.remove()
    gate.continuation.finish()
    try await began.task?.value
    #expect(backend.state(of: hits.reference)?.value == .number(1))
    #expect(failures.all == [])
  }

  @Test("Collections, updates and registrations on many threads lose nothing")
  func threads() async throws {
    let backend = MemoryStatistics()
    let hits = try backend.metric(.counter, "hits").withLabels()
    let runs = Shared()
    backend.onCollect {
      runs.add()
      try hits.add(1)
    } failed: { [failures] in
      failures.add($0)
    }
    await withTaskGroup(of: Void.self) { [failures] group in
      for number in 0..<8 {
        group.addTask {
          do {
            for _ in 0..<200 {
              switch number % 4 {
              case 0: _ = backend.snapshot()
              case 1: try backend.collect()
              case 2: try hits.add(1)
              default: backend.onCollect({}, failed: { _ in }).remove()
              }
            }
          } catch { failures.add(error) }
        }
      }
    }
    #expect(backend.state(of: hits.reference)?.value == .number(Double(400 + runs.count)))
    #expect(runs.count == 800)
    #expect(failures.all == [])
  }

  private final class Began: Sendable {
    private let kept = Lock<Task<Void, any Error>?>(nil)
    var task: Task<Void, any Error>? { kept.withLock { $0 } }
    func keep(_ task: Task<Void, any Error>) { kept.withLock { $0 = task } }
  }

  private final class Shared: Sendable {
    private let number = Atomic(0)
    var count: Int { number.load(ordering: .relaxed) }
    func add() { number.wrappingAdd(1, ordering: .relaxed) }
  }
}
