internal import MetricModel
internal import MetricOperations
internal import Statistics
internal import Synchronization
internal import SystemCalls

/// A backend in memory that can be told to fail, as one whose disk is full or whose server is gone.
final class FailingStatistics: StatisticsBackend {
  let metricRegistry: MetricRegistry
  let memory = MemoryStatistics()
  /// How many operations go through before it fails; nil for all.
  let room = Lock<Int?>(nil)

  init(keepsEvents: Bool = false) { metricRegistry = MetricRegistry(keepsEvents: keepsEvents) }

  static let fault = MetricError.failure(.write, errno: 28, path: "here")

  func commit(_ operations: [Operation]) throws(CommitFailure) {
    guard let room = room.withLock({ $0 }), room < operations.count else {
      return try memory.commit(operations)
    }
    try memory.commit(Array(operations.prefix(room)))
    throw CommitFailure(Self.fault, committed: room)
  }

  func fail(after count: Int = 0) { room.withLock { $0 = count } }
  func recover() { room.withLock { $0 = nil } }

  func number(_ series: Series) -> Double? {
    memory.state(of: series.reference)?.value.number(at: Timestamp(nanoseconds: 0))
  }
}
