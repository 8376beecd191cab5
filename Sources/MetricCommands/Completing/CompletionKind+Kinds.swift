internal import ArgumentParser
internal import MetricModel

extension CompletionKind {
  /// The kinds of metrics that can be declared.
  static var kinds: CompletionKind { .list(MetricKind.allCases.map(\.word)) }
}
