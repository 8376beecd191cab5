internal import MetricModel

/// A snapshot with a family of each kind whose series are more than one number.
enum EveryKind {
  static func snapshot() throws -> MetricSnapshot {
    let histogram = HistogramValue(sum: 7.5, counts: [1, 2, 1])
    let noSum = HistogramValue(sum: AbsentPart.number, counts: [0, 0, 3])
    let summary = SummaryValue(count: 4, sum: 10, imported: [2.5, .nan], sketch: nil)
    return MetricSnapshot(
      takenAt: Example.takenAt,
      families: [
        try family("build", .info, .plain, [("version=1.2", .number(1))]),
        try family("state", .stateset, .states(["up", "half up"]), [("", .states(0b10))]),
        try family(
          "wait_seconds", .histogram, .buckets([0.5, 2]),
          [("", .histogram(histogram)), ("code=200", .histogram(noSum))]),
        try family("size", .summary, .quantiles([0.5, 0.99]), [("a=b", .summary(summary))]),
      ])
  }

  /// A family of a layout, with its series in order.
  static func family(
    _ name: String, _ kind: MetricKind, _ layout: MetricFamily.Layout,
    _ series: [(labels: String, value: MetricValue)]
  ) throws -> (family: MetricFamily, series: SeriesTable) {
    let family = try MetricFamily(
      name: MetricName(name), kind: kind, help: "", unit: "", layout: layout,
      created: Example.created)
    var table = SeriesTable(for: family)
    for (labels, value) in series {
      table.append(
        labels: try LabelSet(parsing: labels), value: value, of: family, created: Example.created)
    }
    table.sort()
    return (family, table)
  }
}
