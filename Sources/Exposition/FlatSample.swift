package import MetricModel

/// One number of a snapshot for systems that know nothing but named numbers.
///
/// What Prometheus has as one family of samples is as many numbers there: those of a histogram are
/// `name_bucket` with a label `le`, `name_count` and `name_sum`, as in OpenMetrics.
package struct FlatSample {
  /// The sample's name, with the namespace and the suffix of its kind.
  package let name: [UInt8]
  /// The canonical labels, with those that only this sample has at the end.
  package let labels: ArraySlice<UInt8>
  /// The number; NaN and infinity are for the format to leave out.
  package let number: Double
  /// When the series was made or last reset.
  package let created: Timestamp
  /// Whether it grows until it is reset, as a counter does.
  package let isCumulative: Bool
}

extension MetricSnapshot {
  /// Goes over all numbers, in the order of names and labels.
  package func forEachFlatSample(
    _ options: ExpositionOptions, _ body: (FlatSample) throws(MetricError) -> Void
  ) throws(MetricError) {
    var labels: [UInt8] = []
    for (family, series) in families where series.count > 0 {
      let samples = FamilySamples(of: family, named: options.name(of: family), showsCreated: false)
      for index in 0..<series.count {
        let own = series.labels(index)
        try samples.forEach(of: index, in: series, at: takenAt) {
          (part, number) throws(MetricError) in
          labels.removeAll(keepingCapacity: true)
          labels.append(contentsOf: own)
          if !own.isEmpty, !part.label.isEmpty { labels.append(UInt8(ascii: ",")) }
          labels.append(contentsOf: part.label)
          try body(
            FlatSample(
              name: part.name, labels: labels[...], number: number.double,
              created: series.created(index),
              isCumulative: part.isCumulative))
        }
      }
    }
  }
}
