internal import MetricModel
internal import MetricOperations
internal import Statistics

/// The updates of one series since the last commit.
///
/// Updates come from any thread, at any time, also while another thread collects.
protocol BufferedSeries: AnyObject, Sendable {
  /// The series.
  var identity: BufferedIdentity { get }
  /// Takes what is to be committed out, as actions in their order.
  func collect(into actions: inout [Operation.Action])
  /// Takes actions back that were not committed, as if they had come before all since.
  func putBack(_ actions: ArraySlice<Operation.Action>)
}

/// What a buffer knows of its series: enough to follow its rules, and to say whose they are.
final class BufferedIdentity: Sendable {
  let reference: SeriesReference
  /// Its place among the handlers: the metric's own name, and which of its handlers.
  let metric: MetricName
  let key: HandlerTable.Key
  let kind: MetricKind
  let layout: MetricFamily.Layout
  /// swift-metrics' label.
  let label: String
  private let reporter: MetricsReporter

  init(
    of family: MetricFamily, key: HandlerTable.Key, label: String, reporter: MetricsReporter
  ) {
    reference = SeriesReference(of: family, labels: key.labels)
    metric = family.name
    self.key = key
    kind = family.kind
    layout = family.layout
    self.label = label
    self.reporter = reporter
  }

  /// Tells the program, once, that updates of this series are refused for a reason.
  func refuse(_ reason: MetricError) {
    reporter.refuse(label: label, subject: reference.description, reason)
  }
}
