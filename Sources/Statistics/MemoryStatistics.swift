public import MetricModel
public import MetricOperations
internal import Synchronization
internal import SystemCalls

/// Metrics kept in memory: current values, for a program that shows them itself.
///
/// It is the reference for what a backend does.
///
/// ```swift
/// let backend = MemoryStatistics()
/// try backend.metric(.gauge, "load").withLabels().set(0.5)
/// let text = try ExpositionFormat.openmetrics.bytes(of: backend.snapshot())
/// ```
public final class MemoryStatistics: StatisticsBackend {
  /// The metrics declared, and what is gathered.
  public let metricRegistry = MetricRegistry()
  private let table = Lock(StateTable())

  /// A backend without metrics.
  public init() {}

  /// Carries operations out, all or none.
  public func commit(_ operations: [Operation]) throws(CommitFailure) {
    do throws(MetricError) {
      try table.withLock { table throws(MetricError) in try table.apply(operations, at: .now) }
    } catch { throw CommitFailure(error) }
  }

  /// All metrics and their series at this moment, as the text formats write them.
  ///
  /// It is a collection: the closures of `onCollect` run before.
  public func snapshot() -> MetricSnapshot {
    // Memory can always be reached, which is all that a collection fails for.
    try? collect()
    let (entries, now) = table.withLock { ($0.entries, Timestamp.now) }
    var families: [(family: MetricFamily, series: SeriesTable)] = []
    for (_, entry) in entries.sorted(by: { $0.key < $1.key }) {
      var series = SeriesTable(for: entry.family)
      for (labels, state) in entry.series {
        series.append(
          labels: labels, value: state.value, of: entry.family, created: state.created)
      }
      series.sort()
      families.append((entry.family, series))
    }
    return MetricSnapshot(takenAt: now, families: families)
  }

  /// What a series holds now; nil when it is not there.
  public func state(of series: SeriesReference) -> SeriesState? {
    table.withLock { $0.find(series)?.state }
  }
}
