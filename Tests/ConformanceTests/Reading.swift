internal import Foundation
internal import MetricModel
internal import TestSupport
internal import Testing

/// What a reader found in a text, or should find: families in order, and samples in order.
struct Reading: Decodable, Equatable {
  /// One family's metadata.
  struct Family: Decodable, Equatable {
    var name: ExactText
    var type: String
    var help: ExactText
    var unit: String
  }

  /// One sample; the bits are those of the double in hexadecimal, one NaN for all.
  struct Sample: Decodable, Equatable {
    var name: String
    var labels: [[ExactText]]
    var bits: String
  }

  var families: [Family] = []
  var samples: [Sample] = []

  /// Adds the sample that a reader should find.
  mutating func expect(_ name: String, _ labels: LabelSet, _ number: Double) {
    let pairs = labels.labels.map { [ExactText(text: $0.name), ExactText(text: $0.value)] }
    samples.append(Sample(name: name, labels: pairs, bits: Self.bits(number)))
  }

  private static func bits(_ number: Double) -> String {
    let text = String((number.isNaN ? Double.nan : number).bitPattern, radix: 16)
    return String(repeating: "0", count: 16 - text.utf8.count) + text
  }
}

/// Text that is compared scalar by scalar: `String` takes `é` and `e` with an accent for the same.
struct ExactText: Decodable, Equatable {
  var text: String

  init(text: String) { self.text = text }

  init(from decoder: any Decoder) throws {
    text = try decoder.singleValueContainer().decode(String.self)
  }

  mutating func dropLeadingBlanks() {
    text = String(String.UnicodeScalarView(text.unicodeScalars.drop { $0 == " " }))
  }

  static func == (left: ExactText, right: ExactText) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8)
  }
}

/// The programs that read what metricctl writes.
///
/// A missing one is a failure, with the remedy.
enum Reader {
  private static let remedy = "run make test, which installs it"

  /// What prometheus-client's strict OpenMetrics parser has against each text, or nil.
  static func openMetricsComplaints(about texts: [String]) async throws -> [String?] {
    let input = String(decoding: try JSONEncoder().encode(texts), as: UTF8.self)
    let result = try await run("judge_openmetrics.py", [], input: input)
    return try JSONDecoder().decode([String?].self, from: Data(result.output.utf8))
  }

  /// Reads text of a format (openmetrics, prometheus, json, csv) with Python's parsers.
  static func read(_ format: String, _ text: String) async throws -> Reading {
    let result = try await run("read_exposition.py", [format], input: text)
    return try JSONDecoder().decode(Reading.self, from: Data(result.output.utf8))
  }

  private static func run(
    _ name: String, _ arguments: [String], input: String
  ) async throws -> CommandResult {
    let result = try await Python.run(
      "Tests/ConformanceTests/Readers/" + name, arguments, input: input)
    try #require(result.status == 0, "\(name) \(arguments) failed: \(result.error)")
    return result
  }

  /// How many samples Prometheus's own parser of OpenMetrics takes, given a time for each.
  static func samplesTakenByPrometheus(_ text: String) async throws -> Int {
    // By scalars: to `Character`, a carriage return and the end of its line are one.
    let lines = text.unicodeScalars.split(separator: "\n").map { line in
      String(line).hasPrefix("# ") ? String(line) : String(line) + " 1700000000"
    }
    let samples = lines.count { !$0.hasPrefix("# ") }
    // A text without samples makes no block, and is no text to promtool.
    if samples == 0 { return 0 }
    try await requirePromtool()
    let folder = try TemporaryDirectory()
    let input = folder.file("input")
    try (lines.joined(separator: "\n") + "\n").write(
      toFile: input, atomically: false, encoding: .utf8)
    let result = try await Command.run(
      "promtool", ["tsdb", "create-blocks-from", "openmetrics", input, folder.file("blocks")])
    try #require(result.status == 0, "promtool: \(result.error)")
    let block = result.output.split(separator: "\n").last?.split(separator: " ") ?? []
    return block.count > 4 ? Int(block[4]) ?? -1 : -1
  }

  /// Reads Prometheus text with promtool, which says nothing of the values: what it prints when it
  /// cannot, otherwise nil.
  ///
  /// Its opinions on good style (status 3) do not count.
  static func faultFoundByPromtool(_ text: String) async throws -> String? {
    try await requirePromtool()
    let result = try await Command.run("promtool", ["check", "metrics"], input: text)
    return result.status == 0 || result.status == 3 ? nil : result.error
  }
  private static func requirePromtool() async throws {
    let found = try await Command.run("sh", ["-c", "command -v promtool"])
    try #require(found.status == 0, "no promtool: \(remedy)")
  }
}
