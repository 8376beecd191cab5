internal import MetricModel

extension MetricSnapshot {
  /// The families that have something to write: at least one series.
  var written: some Sequence<(family: MetricFamily, series: SeriesTable)> {
    families.lazy.filter { $0.series.count > 0 }
  }
}
