internal import MetricModel

/// The words of `get`: NAME, perhaps a LABELSET, and `-l` options.
struct GetWords {
  var arguments: [String]
  var labels: [String]

  func series() throws(MetricError) -> SeriesReference {
    guard (1...2).contains(arguments.count) else {
      throw .invalid(.usage("get takes a NAME and one LABELSET (see metricctl get --help)"))
    }
    var series = try SeriesReference(parsing: arguments[0])
    if arguments.count == 2 {
      series.labels = try series.labels.merging(try LabelSet(parsing: arguments[1]))
    }
    for label in labels {
      series.labels = try series.labels.merging(try LabelSet(singleLabel: label))
    }
    return series
  }
}
