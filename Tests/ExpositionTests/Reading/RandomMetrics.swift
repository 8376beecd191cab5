internal import MetricModel
internal import TestSupport

/// Metrics of every kind, full of what formats stumble over.
enum RandomMetrics {
  /// A snapshot of a few families; `forPrometheus` without what that format cannot say.
  static func snapshot(
    _ random: inout SeededGenerator, forPrometheus: Bool = false
  ) throws -> MetricSnapshot {
    var families: [(family: MetricFamily, series: SeriesTable)] = []
    for index in 0..<Int.random(in: 0...8, using: &random) {
      families.append(try family(index, &random, forPrometheus))
    }
    families.sort { $0.family.name < $1.family.name }
    return MetricSnapshot(takenAt: .notGiven, families: families)
  }

  private static func family(
    _ index: Int, _ random: inout SeededGenerator, _ forPrometheus: Bool
  ) throws -> (family: MetricFamily, series: SeriesTable) {
    let kind = random.pick(MetricKind.allCases.filter { $0 != .duration && $0 != .gaugehistogram })
    let hasUnit = kind != .info && kind != .stateset && !forPrometheus
    let unit = hasUnit ? random.pick(["", "seconds", "a:b_2"]) : ""
    let colon = kind == .stateset ? "b" : ":"
    // The number keeps names apart, whatever follows it.
    let stem = random.text(of: ["_", colon, "Z", "_total", "_info", "_created"], count: 0...3)
    let name = "m\(index)\(stem)x" + (unit.isEmpty ? "" : "_" + unit)
    // Prometheus text does not say with how many blanks a help text begins.
    let help = (forPrometheus ? "|" : "") + random.hostileText()
    let family = MetricFamily(
      trustedName: try MetricName(name), kind: kind, help: help, unit: unit,
      layout: layout(kind, &random), created: .notGiven)
    var table = SeriesTable(for: family)
    for labels in try labelSets(kind, name, &random) {
      let created =
        kind.hasCreated
        ? Timestamp(nanoseconds: .random(in: -(.max)...(.max), using: &random)) : .notGiven
      table.append(
        labels: labels, value: value(of: family, &random), of: family, created: created)
    }
    table.sort()
    return (family, table)
  }

  private static func labelSets(
    _ kind: MetricKind, _ name: String, _ random: inout SeededGenerator
  ) throws -> Set<LabelSet> {
    let reserved = [MetricKind.histogram: "le", .summary: "quantile", .stateset: name][kind]
    let all: [String] = [
      "a", "b_1", "_c", "D9", "le", "quantile", "le2", name.replacing(":", with: "_"),
    ]
    let names = all.filter { $0 != reserved }
    var sets: Set<LabelSet> = []
    for _ in 0..<Int.random(in: 1...5, using: &random) {
      let some = names.shuffled(using: &random).prefix(.random(in: 0...4, using: &random))
      sets.insert(try LabelSet(some.map { ($0, random.hostileText()) }))
    }
    return sets
  }

  private static func layout(
    _ kind: MetricKind, _ random: inout SeededGenerator
  ) -> MetricFamily.Layout {
    let count = Int.random(in: 1...5, using: &random)
    switch kind {
    case .histogram:
      let bounds = [
        -1e300, -0.5, 0, .leastNonzeroMagnitude, 1e-7, 0.25, 1, 17, 123_456_789, 1e21, 1e22,
      ]
      return .buckets(bounds.shuffled(using: &random).prefix(count).sorted())
    case .summary where Bool.random(using: &random):
      let all = [0, 1e-9, 0.25, 1.0 / 3, 0.5, 0.999, 1]
      return .quantiles(all.shuffled(using: &random).prefix(count).sorted())
    case .stateset:
      var states: [String] = []
      for index in 0..<count { states.append("\(index)" + random.hostileText()) }
      return .states(states)
    default: return .plain
    }
  }

  private static func value(
    of family: MetricFamily, _ random: inout SeededGenerator
  ) -> MetricValue {
    let number = random.hostileNumber()
    let positive = number.isNaN ? 0 : abs(number)
    switch family.kind {
    case .gauge, .unknown, .duration: return .number(number)
    case .counter: return .number(positive)
    case .info: return .number(1)
    case .stateset:
      return .states(
        .random(in: 0..<1 << UInt64(family.layout.states.count), using: &random))
    case .histogram, .gaugehistogram:
      var histogram = HistogramValue.empty(family.layout.bounds)
      for index in histogram.counts.indices {
        histogram.counts[index] = random.pick([0, 1, 1 << 53 + 1, .random(in: 0...1 << 60)])
      }
      if HistogramValue.takesNegatives(family.layout.bounds) {
        (histogram.sum, histogram.counts[histogram.counts.count - 1]) = (
          AbsentPart.number, AbsentPart.total | 17
        )
      } else if Bool.random(using: &random) {
        histogram.sum = positive
      }
      return .histogram(histogram)
    case .summary:
      var summary = SummaryValue(
        count: .random(in: 0..<AbsentPart.count, using: &random), sum: positive)
      summary.imported = family.layout.quantiles.map { _ in random.pick([.nan, 0, positive]) }
      return .summary(summary)
    }
  }
}
