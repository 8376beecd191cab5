internal import MetricModel
internal import Synchronization
internal import SystemCalls

/// Tells the program what went wrong, once.
final class MetricsReporter: Sendable {
  private struct Told {
    var refusals: Set<String> = []
    var isDelayed = false
    /// The last reason for each label of a closure.
    var missed: [String: String] = [:]
  }

  private let report: @Sendable (StatisticsMetricsReport) -> Void
  private let told = Lock(Told())

  init(_ report: @escaping @Sendable (StatisticsMetricsReport) -> Void) { self.report = report }

  /// Tells that something is not recorded; `subject` is what it is told once for.
  func refuse(label: String, subject: String, _ reason: MetricError) {
    let isNew = told.withLock { $0.refusals.insert(subject).inserted }
    if isNew { report(.refused(label: label, reason: reason)) }
  }

  /// Tells that a commit failed, unless the one before has failed as well.
  func delay(_ reason: MetricError) {
    let isNew = told.withLock { told in
      defer { told.isDelayed = true }
      return !told.isDelayed
    }
    if isNew { report(.delayed(reason: reason)) }
  }

  /// Tells that a closure failed, unless it was for the same reason the last time.
  func missCollection(label: String, _ reason: String) {
    let isNew = told.withLock { $0.missed.updateValue(reason, forKey: label) != reason }
    if isNew { report(.notCollected(label: label, reason: reason)) }
  }

  /// Notes that a commit has succeeded.
  func succeed() { told.withLock { $0.isDelayed = false } }
}
