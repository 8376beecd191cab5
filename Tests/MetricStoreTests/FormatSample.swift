internal import MetricModel
internal import MetricOperations

@testable internal import MetricStore

/// A database in which everything occurs that Docs/file-format.md speaks of.
enum FormatSample {
  /// Declares every kind, makes thousands of series, deletes most, and changes texts and values.
  static func fill(_ database: Database) throws {
    try database.apply(declarations())
    try database.apply(try increments())
    try database.apply(try skewed())
    try database.apply(try deletes())
    try database.apply(try changes())
  }

  private static func declarations() throws -> [Operation] {
    [
      try declare("requests", .counter, "Requests served.", series: ["", #"path="a\"b\\c\nd""#]),
      try declare("temperature_celsius", .gauge, "Température, 温度", unit: "celsius"),
      try declare("uptime_seconds", .duration, nil, unit: "seconds", series: ["", "host=é"]),
      try declare("app:load", .unknown, "One line\nand \\ another", series: ["host=e\u{301}"]),
      try declare("empty", .gauge, nil),
    ]
  }

  private static func declare(
    _ name: String, _ kind: MetricKind, _ help: String?, unit: String? = nil,
    series: [String] = []
  ) throws -> Operation {
    let declaration = Declaration(
      kind: kind, help: help, unit: unit, series: try series.map { try LabelSet(parsing: $0) })
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
      let reference = try SeriesReference(parsing: "skewed{i=\(number)}")
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
    [
      try declare("requests", .counter, String(repeating: "Requests served. ", count: 200)),
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
