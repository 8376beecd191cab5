internal import MetricModel
internal import TestSupport

/// A snapshot full of what formats stumble over, and what a reader of each should find in it.
struct RandomSnapshot {
  let snapshot: MetricSnapshot

  /// `kinds` leaves out those of which a format makes several families.
  init(_ random: inout SeededGenerator, kinds: [MetricKind] = MetricKind.allCases) throws {
    let takenAt = Timestamp(nanoseconds: Int64.random(in: 0..<1 << 62, using: &random))
    var families: [(family: MetricFamily, series: SeriesTable)] = []
    for index in 0..<Int.random(in: 0...12, using: &random) {
      families.append(try Self.family(index, random.pick(kinds), &random))
    }
    families.sort { $0.family.name < $1.family.name }
    snapshot = MetricSnapshot(takenAt: takenAt, families: families)
  }

  private static func family(
    _ index: Int, _ kind: MetricKind, _ random: inout SeededGenerator
  ) throws -> (family: MetricFamily, series: SeriesTable) {
    let unit = random.pick(["", "", "seconds", "bytes_per_second"])
    // The number keeps names apart, whatever follows it.
    let colon = kind == .stateset ? "b" : ":"
    let stem = random.text(of: ["_", colon, "a", "Z", "_total", "_created"], count: 0...3)
    let name = "m\(index)\(stem)x" + (unit.isEmpty ? "" : "_" + unit)
    let hasUnit = kind != .info && kind != .stateset
    let family = try MetricFamily(
      name: MetricName(name), kind: kind, help: random.hostileText(), unit: hasUnit ? unit : "",
      layout: layout(of: kind, &random), created: Timestamp(nanoseconds: 0))
    let reserved =
      [MetricKind.histogram: "le", .gaugehistogram: "le", .summary: "quantile"][kind] ?? ""
    var sets: Set<LabelSet> = []
    for _ in 0..<Int.random(in: 0...5, using: &random) {
      let names = ["a", "b_1", "_c", "D9", "le", "quantile"].filter { $0 != reserved }
        .shuffled(using: &random)
      let count = Int.random(in: 0...3, using: &random)
      sets.insert(try LabelSet(names.prefix(count).map { ($0, random.hostileText()) }))
    }
    var table = SeriesTable(for: family)
    for labels in sets.sorted() {
      let created = Timestamp(nanoseconds: Int64.random(in: 0..<1 << 62, using: &random))
      table.append(
        labels: labels, value: value(of: family, &random), of: family, created: created)
    }
    table.sort()
    return (family, table)
  }

  private static func layout(
    of kind: MetricKind, _ random: inout SeededGenerator
  ) -> MetricFamily.Layout {
    let count = Int.random(in: 1...4, using: &random)
    switch kind {
    case .histogram, .gaugehistogram:
      let bounds = [-2.5, 0, 0.001, 0.5, 1, 250, 1_000_000].shuffled(using: &random)
      return .buckets(bounds.prefix(count).sorted())
    case .summary where Bool.random(using: &random):
      return .quantiles([0, 0.25, 0.5, 0.999, 1].shuffled(using: &random).prefix(count).sorted())
    case .stateset:
      return .states(["up", "d\"o\\w\nn", "é", " "].shuffled(using: &random).prefix(count) + ["z"])
    default: return .plain
    }
  }

  private static func value(
    of family: MetricFamily, _ random: inout SeededGenerator
  ) -> MetricValue {
    let layout = family.layout
    switch family.kind {
    case .counter, .gauge, .unknown:
      return .number(Double(bitPattern: word(family.kind, &random)))
    case .duration: return .start(Timestamp(nanoseconds: Int64(word(.duration, &random))))
    case .info: return .number(1)
    case .stateset:
      return .states(.random(in: 0..<1 << UInt64(layout.states.count), using: &random))
    case .histogram, .gaugehistogram:
      var histogram = HistogramValue.empty(layout.bounds)
      for index in histogram.counts.indices {
        histogram.counts[index] = .random(in: 0...1 << 40, using: &random)
      }
      histogram.sum = Double.random(in: 0...1e9, using: &random)
      return .histogram(histogram)
    case .summary:
      var summary = SummaryValue(count: .random(in: 0...1 << 50, using: &random), sum: 0.1)
      summary.imported = layout.quantiles.map { _ in random.pick([.nan, 0, 17.25]) }
      return .summary(summary)
    }
  }

  private static func word(_ kind: MetricKind, _ random: inout SeededGenerator) -> UInt64 {
    if kind == .duration { return UInt64.random(in: 0..<1 << 62, using: &random) }
    let number = random.hostileNumber()
    if kind != .counter { return number.bitPattern }
    return (number.isNaN ? 0 : abs(number)).bitPattern
  }

  /// What a reader of a format should find.
  ///
  /// `total` is what a counter adds to its name there, and `created` tells where created times are
  /// found.
  func expected(
    type: (MetricKind) -> String, total: String, created: CreatedSamples, hasText: Bool = true,
    shape: Shape = .openMetrics
  ) throws -> Reading {
    var reading = Reading()
    for (family, series) in snapshot.families where series.count > 0 {
      let name = family.name.text
      reading.families.append(
        .init(
          name: ExactText(text: name), type: type(family.kind),
          help: ExactText(text: hasText ? family.help : ""), unit: hasText ? family.unit : ""))
      for index in 0..<series.count {
        let text = String(decoding: series.labels(index), as: UTF8.self)
        let labels = try LabelSet(parsing: text)
        let moment = try seconds(series.created(index))
        for sample in samples(of: family, series.value(index, of: family), total, shape) {
          let own = try sample.label.map { try LabelSet([$0]) } ?? .empty
          reading.expect(name + sample.suffix, try labels.merging(own), sample.number)
          if created == .behindEachSample {
            reading.expect(name + sample.suffix + "_created", try labels.merging(own), moment)
          }
        }
        if created == .ofAll || created == .whereDefined && family.kind.hasCreated {
          reading.expect(name + "_created", labels, moment)
        }
      }
    }
    return reading
  }

  enum CreatedSamples { case none, whereDefined, ofAll, behindEachSample }

  /// What tells formats apart in the kinds that have several samples.
  enum Shape {
    case openMetrics, prometheus, json, csv
  }

  private typealias Sample = (suffix: String, label: (name: String, value: String)?, number: Double)

  private func samples(
    of family: MetricFamily, _ value: MetricValue, _ total: String, _ shape: Shape
  ) -> [Sample] {
    switch value {
    case .number(let number):
      let isInfo = family.kind == .info && shape != .json && shape != .csv
      let suffix = family.kind == .counter ? total : isInfo ? "_info" : ""
      return [(suffix, nil, number)]
    case .start(let start): return [("", nil, snapshot.takenAt.seconds(since: start))]
    case .states(let mask):
      return family.layout.states.enumerated().map { place, state in
        ("", (family.name.text, state), mask >> UInt64(place) & 1 == 1 ? 1 : 0)
      }
    case .histogram(let histogram):
      let letter = family.kind == .gaugehistogram && shape != .json ? "g" : ""
      let hasSum =
        shape != .openMetrics || family.kind == .gaugehistogram
        || !HistogramValue.takesNegatives(family.layout.bounds)
      return buckets(histogram, family.layout.bounds, shape)
        + (hasSum ? countAndSum(Double(histogram.count), histogram.sum, letter) : [])
    case .summary(let summary):
      return zip(family.layout.quantiles, summary.imported).map {
        ("", ("quantile", "\($0)"), $1)
      } + countAndSum(Double(summary.count), summary.sum)
    }
  }

  private func buckets(
    _ histogram: HistogramValue, _ bounds: [Double], _ shape: Shape
  ) -> [Sample] {
    var passed = 0.0
    return zip(
      bounds.map { $0 == 1_000_000 && shape != .json ? "1e+06" : "\($0)" } + ["+Inf"],
      histogram.counts
    ).map {
      passed += Double($1)
      return ("_bucket", ("le", $0), passed)
    }
  }

  private func countAndSum(_ count: Double, _ sum: Double, _ letter: String = "") -> [Sample] {
    [("_\(letter)count", nil, count), ("_\(letter)sum", nil, sum)]
  }

  /// The double that is nearest to a moment's decimal text.
  private func seconds(_ moment: Timestamp) throws -> Double {
    var bytes: [UInt8] = []
    MetricNumber.append(seconds: moment, to: &bytes)
    return try MetricNumber.parse(String(decoding: bytes, as: UTF8.self))
  }

  /// The names of the families with series as the Prometheus format has them; a reader takes a
  /// counter's `_total` off again.
  var prometheusNames: [ExactText] {
    snapshot.families.filter { $0.series.count > 0 }.map {
      ExactText(text: $0.family.name.text + ($0.family.kind == .info ? "_info" : ""))
    }
  }
}
