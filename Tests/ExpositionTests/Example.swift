internal import Exposition
internal import MetricModel

/// The snapshot that the writers' tests share, and helpers to make others.
enum Example {
  static let second: Int64 = 1_000_000_000
  static let takenAt = Timestamp(nanoseconds: 1_700_000_100 * second)
  static let created = Timestamp(nanoseconds: 1_700_000_000 * second + 500_000_000)

  /// A family of each kind that has series, and one without series.
  static func snapshot() throws -> MetricSnapshot {
    MetricSnapshot(
      takenAt: takenAt,
      families: [
        try family(
          "age_seconds", .duration, help: "Since the last backup.", unit: "seconds",
          [("", bits(start: 1_700_000_040 * second + 250_000_000))]),
        try family("empty", .gauge, help: "Declared only.", []),
        try family(
          "http_requests", .counter, help: "Requests \"served\" \\ in\nall.",
          [
            ("code=200,path=\"/a,\\\"b\\\"\\\\\\n\"", 17.0.bitPattern),
            ("code=404", 0.5.bitPattern),
          ]),
        try family("odd", .unknown, help: "", [("", Double.nan.bitPattern)]),
        try family(
          "temperature_celsius", .gauge, help: "", unit: "celsius",
          [("", (-0.0).bitPattern), ("room=hall", (-Double.infinity).bitPattern)]),
      ])
  }

  /// A family with series given by labels and words, put in order.
  static func family(
    _ name: String, _ kind: MetricKind, help: String, unit: String = "",
    _ series: [(labels: String, word: UInt64)]
  ) throws -> (family: MetricFamily, series: SeriesTable) {
    var table = SeriesTable(wordsPerSeries: 1)
    for (labels, word) in series {
      let labels = try LabelSet(parsing: labels)
      table.append(labels: labels.canonical[...], word: word, created: created)
    }
    table.sort()
    let family = try MetricFamily(
      name: MetricName(name), kind: kind, help: help, unit: unit, created: created)
    return (family, table)
  }

  static func bits(start: Int64) -> UInt64 { UInt64(bitPattern: start) }

  /// The text of a snapshot in a format.
  static func text(
    _ format: ExpositionFormat, of snapshot: MetricSnapshot, _ options: ExpositionOptions = .init()
  ) throws -> String {
    String(decoding: try format.bytes(of: snapshot, options: options), as: UTF8.self)
  }

  /// The text of the shared snapshot in a format.
  static func text(
    _ format: ExpositionFormat, _ options: ExpositionOptions = .init()
  ) throws -> String {
    try text(format, of: try snapshot(), options)
  }
}
