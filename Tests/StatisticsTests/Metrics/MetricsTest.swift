internal import CoreMetrics
internal import Exposition
internal import MetricModel
internal import Statistics
internal import StatisticsMetrics
internal import Synchronization
internal import SystemCalls

/// A factory on a backend in memory that can be told to fail, and what it has reported.
struct MetricsTest: Sendable {
  let backend: FailingStatistics
  let factory: StatisticsMetricsFactory
  private let reported: Reports

  init(
    keepsEvents: Bool = false, options: StatisticsMetricsOptions = StatisticsMetricsOptions()
  ) {
    let reports = Reports()
    backend = FailingStatistics(keepsEvents: keepsEvents)
    factory = StatisticsMetricsFactory(backend, options: options) { reports.add($0) }
    reported = reports
  }

  var reports: [StatisticsMetricsReport] { reported.all }

  func counter(_ label: String, _ dimensions: [(String, String)] = []) -> Counter {
    Counter(label: label, dimensions: dimensions, factory: factory)
  }

  /// What the backend shows, without created times.
  func text() throws(MetricError) -> String {
    var options = ExpositionOptions()
    options.showsCreated = false
    let bytes = try ExpositionFormat.openmetrics.bytes(
      of: backend.memory.snapshot(), options: options)
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Reports in the order in which they came.
final class Reports: Sendable {
  private let list = Lock<[StatisticsMetricsReport]>([])
  var all: [StatisticsMetricsReport] { list.withLock { $0 } }
  func add(_ report: StatisticsMetricsReport) { list.withLock { $0.append(report) } }
}
