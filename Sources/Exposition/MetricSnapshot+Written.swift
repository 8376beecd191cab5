internal import MetricModel

extension MetricSnapshot {
  /// The families that have something to write: at least one series, and of a kind whose samples
  /// the writers know.
  var written: some Sequence<(family: MetricFamily, series: SeriesTable)> {
    families.lazy.filter { $0.series.count > 0 && $0.family.kind.isWritten }
  }
}

extension MetricKind {
  /// Whether the writers know the samples of this kind.
  ///
  /// No series of the others can be made yet; a database that holds some was written by a newer
  /// version, and reading it fails before this is asked.
  var isWritten: Bool {
    switch self {
    case .counter, .gauge, .duration, .unknown: true
    case .histogram, .summary, .info, .stateset: false
    }
  }
}
