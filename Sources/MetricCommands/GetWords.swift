internal import MetricModel
internal import MetricOperations

/// The words of `get`: NAME, perhaps a LABELSET, and `-l` options.
struct GetWords {
  var arguments: [String]
  var labels: [String]

  func series() throws(MetricError) -> SeriesReference {
    guard let first = arguments.first else { throw usage("needs the NAME of a metric") }
    guard arguments.count <= 2 else {
      throw usage(LabelWords.fault(ofSeveral: arguments[1...]))
    }
    var series = try SeriesReference(parsing: first)
    if arguments.count == 2 {
      series.labels = try series.labels.merging(try LabelSet(parsing: arguments[1]))
    }
    for label in labels {
      series.labels = try series.labels.merging(try LabelSet(singleLabel: label))
    }
    return series
  }

  private func usage(_ fault: String) -> MetricError {
    .invalid(.usage("get \(fault) (see metricctl get --help)"))
  }
}
