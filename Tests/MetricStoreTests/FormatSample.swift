internal import MetricModel
internal import MetricOperations
internal import Testing

@testable internal import MetricStore

/// A database in which everything occurs that Docs/file-format.md speaks of.
enum FormatSample {
  /// Declares every kind, makes thousands of series, deletes most, and changes texts and values.
  static func fill(_ database: Database) throws {
    try database.apply(declarations())
    try database.apply(try increments())
    try database.apply(try skewed())
    // So few at a time that libgdbm deletes them, and the free space is chained.
    let deletes = try deletes()
    for start in stride(from: 0, to: deletes.count, by: 60) {
      try database.apply(Array(deletes[start..<min(start + 60, deletes.count)]))
    }
    try database.apply(try changes())
  }

  /// What only texts bring: parts that are not there, and what OpenMetrics forbids.
  static func take(into database: Database) throws {
    let family = try MetricFamily(
      name: MetricName("foreign"), kind: .histogram, help: "", unit: "", layout: .buckets([1, 5]),
      created: .notGiven)
    var series = SeriesTable(for: family)
    let values = [
      try #require(HistogramValue(buckets: [(5, 3)], count: 4, sum: nil, of: [1, 5])),
      try #require(
        HistogramValue(buckets: [(1, 2), (.infinity, 4)], count: nil, sum: -.nan, of: [1, 5])),
    ]
    for (index, value) in values.enumerated() {
      series.append(
        labels: try LabelSet([("i", "\(index)")]), value: .histogram(value), of: family,
        created: .notGiven)
    }
    let metrics = MetricSnapshot(takenAt: .notGiven, families: [(family, series)])
    #expect(try database.take(metrics, adding: false, skipsInvalid: false).isEmpty)
  }

  /// How many transactions come after the one that makes the database.
  static let generation = 2 + 40 + 1

  private static func declarations() throws -> [Operation] {
    try [
      declare("requests", .counter, "Requests served.", series: ["", #"path="a\"b\\c\nd""#]),
      declare("temperature_celsius", .gauge, "Température, 温度", unit: "celsius"),
      declare("uptime_seconds", .duration, nil, unit: "seconds", series: ["", "host=é"]),
      declare("app:load", .unknown, "One line\nand \\ another", series: ["host=e\u{301}"]),
      declare("empty", .gauge, nil),
      declare("build_info", .info, "Versions.", series: ["version=1"]),
    ] + layouts()
  }

  private static func layouts() throws -> [Operation] {
    try [
      declare(
        "latency_seconds", .histogram, "Buckets.", layout: .buckets([-1.5, 0, 0.1, 1e300]),
        series: ["", "path=/"]),
      declare("size_bytes", .histogram, nil, unit: "bytes"),
      declare("queue", .gaugehistogram, "Waiting.", layout: .buckets([1, 2]), series: ["a=1"]),
      declare("memory", .gauge, "Beside a counter.", series: [""]),
      declare("memory_total", .counter, "Named as its sample.", series: ["", "a=1"]),
      try declare(
        "waits", .summary, "Quantiles.", layout: .quantiles([0, 0.5, 1]), series: ["idle=1"]),
      declare("plain", .summary, "No quantiles.", series: [""]),
      declare("door", .stateset, nil, layout: .states(["open", "shut", "aj,ar"])),
    ] + observations()
  }

  private static func observations() throws -> [Operation] {
    var operations: [Operation] = []
    for number in 0..<200 {
      operations += [
        try observe("latency_seconds", Double(number) - 100), try observe("size_bytes", 3000),
        try observe("waits", Double(number * number) / 1000), try observe("plain", 0.5),
      ]
    }
    let door = try SeriesReference(parsing: "door")
    return operations + [Operation(series: door, action: .setState("aj,ar", onlyIfNew: false))]
  }

  private static func observe(_ name: String, _ number: Double) throws -> Operation {
    Operation(series: try SeriesReference(parsing: name), action: .observe(number))
  }

  private static func declare(
    _ name: String, _ kind: MetricKind, _ help: String?, unit: String? = nil,
    layout: MetricFamily.Layout? = nil, series: [String] = []
  ) throws -> Operation {
    let declaration = Declaration(
      kind: kind, help: help, unit: unit, layout: layout,
      series: try series.map { try LabelSet(parsing: $0) })
    return Operation(series: try SeriesReference(parsing: name), action: .declare(declaration))
  }

  private static func path(_ number: Int) throws -> SeriesReference {
    SeriesReference(
      name: try MetricName("requests"),
      labels: try LabelSet([("path", "/日本/\(number)"), ("code", "\(200 + number % 7)")]))
  }

  private static func increments() throws -> [Operation] {
    try (0..<3000).map { Operation(series: try path($0), action: .add(Double($0))) }
  }

  /// So many series whose hashes begin with seven zeros that the directory has to double.
  private static func skewed() throws -> [Operation] {
    var operations = [try declare("skewed", .gauge, "Hashes that begin alike.")]
    var number = 0
    while operations.count <= 800 {
      number += 1
      let reference = try SeriesReference(parsing: "skewed{i=\"\(number)\"}")
      let key = RecordKey.series(reference.name, reference.labels)
      guard keyHash(key) >> 24 == 0 else { continue }
      operations.append(
        Operation(series: reference, action: .set(-0.5 * Double(number), onlyIfNew: true)))
    }
    return operations
  }

  private static func deletes() throws -> [Operation] {
    try (0..<3000).filter { $0 % 5 != 0 }.map {
      Operation(series: try path($0), action: .delete)
    }
  }

  private static func changes() throws -> [Operation] {
    try [
      declare("requests", .counter, String(repeating: "Requests served. ", count: 200)),
      Operation(series: try path(5), action: .reset),
      Operation(
        series: try SeriesReference(parsing: "temperature_celsius"),
        action: .set(.nan, onlyIfNew: false)),
      Operation(
        series: try SeriesReference(parsing: "uptime_seconds"),
        action: .set(86_400.5, onlyIfNew: false)),
    ]
  }
}
