public import CoreMetrics
public import MetricModel
public import Statistics
internal import Synchronization
internal import SystemCalls

/// Brings swift-metrics' metrics into a statistics backend: a database that other programs share,
/// memory, or a StatsD server.
///
/// ```swift
/// let factory = StatisticsMetricsFactory(
///   DatabaseStatistics(Database(at: "/var/lib/metricctl/metrics.db"))
/// ) { report in log(report) }
/// MetricsSystem.bootstrap(factory)
/// try await factory.run()  // Beside the server, until the task is cancelled.
/// ```
/// Updates are kept in memory and committed together every second; a process that is killed loses
/// those since the last commit, and never a part of a commit. A commit that fails keeps them for the
/// next. What becomes of what:
///
/// | swift-metrics | metric | name |
/// |---|---|---|
/// | `Counter`, `FloatingPointCounter` | counter | as given |
/// | `Meter`, `Gauge`, `Recorder` without aggregation | gauge | as given |
/// | `Recorder` with aggregation | summary | as given |
/// | `Timer` | histogram in seconds | with `_seconds` |
///
/// Labels and dimensions are named with `_` for all that OpenMetrics does not allow:
/// `http.requests` is `http_requests`. Where two names would become one, the second is refused and
/// told of. A metric's series may have any dimensions. Handlers for the same label and dimensions
/// are one handler. Destroying a handler lets it go once its updates are committed; its series
/// stays.
public final class StatisticsMetricsFactory: MetricsFactory {
  /// Where the metrics go.
  public let backend: any StatisticsBackend
  /// How they get there.
  public let options: StatisticsMetricsOptions

  let table = HandlerTableBox()
  let reporter: MetricsReporter
  /// Held while a commit is on its way: one at a time.
  private let turn = Lock(())
  private let thread = Lock<RepeatingThread?>(nil)

  /// A factory that commits nothing yet: see `run()`, `start()` and `flush()`.
  ///
  /// The closure is told what is not recorded, or late. It is called from any thread, and must not
  /// wait for one that uses the factory.
  public init(
    _ backend: any StatisticsBackend,
    options: StatisticsMetricsOptions = StatisticsMetricsOptions(),
    report: @escaping @Sendable (StatisticsMetricsReport) -> Void
  ) {
    self.backend = backend
    self.options = options
    reporter = MetricsReporter(report)
  }

  /// Commits every `intervalSeconds` until the task is cancelled, and then a last time.
  ///
  /// Throws when the last commit fails. It is what a service group can run.
  public func run() async throws(MetricError) {
    try start()
    let aDay: UInt64 = 86_400_000_000_000
    while (try? await Task.sleep(nanoseconds: aDay)) != nil {}
    try shutdown()
  }

  /// Begins to commit every `intervalSeconds`, on a thread of its own.
  ///
  /// Commits block while they wait for a lock or a disk. Once begun it does nothing.
  public func start() throws(MetricError) {
    try thread.withLock { thread throws(MetricError) in
      guard thread == nil else { return }
      thread = try RepeatingThread(every: options.intervalSeconds) { [self] in
        do throws(MetricError) { try flush() } catch { reporter.delay(error) }
      }
    }
  }

  /// Ends what `start()` has begun, and commits all that is left; blocks until it is committed.
  ///
  /// Throws when it cannot be committed; it is kept then, and `flush()` may be tried again. Updates
  /// that come later wait for the next `flush()`.
  public func shutdown() throws(MetricError) {
    let ended = thread.withLock { thread in
      defer { thread = nil }
      return thread
    }
    ended?.stop()
    try flush()
  }

  /// Commits now all updates whose calls have returned before, and what closures of `onCollect` add.
  ///
  /// Throws when the backend cannot be reached; the updates are kept. What the backend refuses is
  /// told to the closure, dropped, and no error.
  public func flush() throws(MetricError) {
    // Before it is our turn: a closure may update handlers of this factory, and flush it.
    let collected = backend.metricRegistry.collected()
    do throws(MetricError) {
      try turn.withLock { _ throws(MetricError) in
        let units = table.withLock { $0.collect() }
        let commit = MetricsCommit(backend: backend, table: table, reporter: reporter)
        try commit.run(units[...])
      }
    } catch {
      backend.metricRegistry.keep(collected)
      throw error
    }
    try backend.metricRegistry.carryOut(collected, on: backend)
    reporter.succeed()
  }

  /// Runs a closure before each commit, to update handlers of this factory or series of the backend.
  ///
  /// When it throws, or the backend refuses what it updated of the latter, that is told as
  /// `notCollected` under the label, and all else is committed.
  @discardableResult
  public func onCollect(
    _ label: String, _ body: @escaping @Sendable () throws -> Void
  ) -> Collector {
    backend.onCollect(body) { [reporter] error in
      reporter.missCollection(label: label, String(describing: error))
    }
  }
}

/// The handlers of a factory, for all threads.
final class HandlerTableBox: Sendable {
  private let table = Lock(HandlerTable())

  func withLock<Result: Sendable, Failure>(
    _ body: (inout HandlerTable) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try table.withLock { table throws(Failure) in try body(&table) }
  }
}
