internal import Exposition
internal import MetricModel
internal import TestSupport
internal import Testing

@testable internal import MetricStore

/// `dump --format exact`, and what `import` makes of it.
@Suite struct ExactCopyTests {
  private static func family(
    _ index: Int, _ random: inout SeededGenerator
  ) throws -> ExactFamily {
    let kind = random.pick(MetricKind.allCases)
    let isNamedAsSample = kind == .counter && Bool.random(using: &random)
    let name = "m\(index)_x" + (isNamedAsSample ? random.pick(["", "_total"]) : "")
    let family = MetricFamily(
      trustedName: try MetricName(name), kind: kind, help: random.hostileText(), unit: "",
      layout: layout(kind, &random), isNamedAsSample: isNamedAsSample,
      isLoose: kind == .histogram && Bool.random(using: &random),
      created: Timestamp(nanoseconds: .random(in: -(.max)...(.max), using: &random)))
    var series: [LabelSet: SeriesState] = [:]
    for _ in 0..<Int.random(in: 0...4, using: &random) {
      let labels = try LabelSet([("a", random.hostileText()), ("b", random.hostileText())])
      series[labels] = SeriesState(
        kind: kind, created: Timestamp(nanoseconds: .random(in: -9...9, using: &random)),
        updated: Timestamp(nanoseconds: .random(in: 0...(.max), using: &random)),
        value: value(of: family, &random), isNamedAsSample: isNamedAsSample)
    }
    let sorted = series.sorted {
      $0.key.canonical.lexicographicallyPrecedes($1.key.canonical)
    }
    return ExactFamily(
      family: family, updated: Timestamp(nanoseconds: .random(in: 0...(.max), using: &random)),
      series: sorted.map { ($0.key, $0.value) })
  }

  private static func layout(
    _ kind: MetricKind, _ random: inout SeededGenerator
  ) -> MetricFamily.Layout {
    switch kind {
    case .histogram, .gaugehistogram: .buckets(random.pick([[], [-1.5], [0, 0.1, 1e300]]))
    case .summary: random.pick([.plain, .quantiles([0.5]), .quantiles([-1, 0.1, 50])])
    case .stateset: .states(["up", "d\"o\\wn\n", "ü,={}"])
    default: .plain
    }
  }

  private static func value(
    of family: MetricFamily, _ random: inout SeededGenerator
  ) -> MetricValue {
    let number = random.hostileNumber()
    switch family.kind {
    case .counter: return .number(number.isNaN ? 0 : abs(number))
    case .gauge, .unknown: return .number(number)
    case .info: return .number(1)
    case .duration: return .start(Timestamp(nanoseconds: .random(in: 0...(.max), using: &random)))
    case .stateset: return .states(.random(in: 0..<8, using: &random))
    case .histogram, .gaugehistogram:
      let counts = (0...family.layout.bounds.count).map { _ in
        random.pick([0, 7, AbsentPart.count, .random(in: 0...(.max), using: &random)])
      }
      return .histogram(
        HistogramValue(sum: random.pick([number, AbsentPart.number, .nan]), counts: counts))
    case .summary:
      var summary = SummaryValue.empty(quantiles: family.layout.quantiles.count)
      for _ in 0..<Int.random(in: 0...9, using: &random) {
        summary.sketch?.insert(.random(in: 0...1e9, using: &random))
      }
      summary.count = random.pick([3, AbsentPart.count])
      summary.sum = random.pick([number, AbsentPart.number])
      return .summary(summary)
    }
  }

  /// All that a copy says, number for number.
  private func lines(_ copy: [ExactFamily]) -> [String] {
    copy.flatMap { exact -> [String] in
      let family = exact.family
      let head = familyLine(
        family.name.text, kindText(family.kind, family.isNamedAsSample), family.help, family.unit,
        layoutText(family.layout), family.created.nanoseconds)
      return ["\(head) \(exact.updated.nanoseconds) \(family.isLoose)"]
        + exact.series.map { seriesLine(SeriesReference(name: family.name, labels: $0), $1) }
    }
  }

  private final class Collected {
    var bytes: [UInt8] = []
  }

  private func text(_ copy: [ExactFamily]) throws -> [UInt8] {
    let collected = Collected()
    var sink = TextSink { piece throws(MetricError) in
      collected.bytes.append(contentsOf: piece)
    }
    try ExactWriter().write(copy, takenAt: Timestamp(nanoseconds: 1 << 60), to: &sink)
    return collected.bytes
  }

  private func read(_ text: [UInt8]) throws(MetricError) -> [ExactFamily] {
    try text.withUnsafeBufferPointer { text throws(MetricError) in
      try ExactReader.read(UnsafeRawBufferPointer(text), from: "text")
    }
  }

  @Test func `a copy of any database makes the same records, and the same copy again`() throws {
    var random = SeededGenerator(for: "exact copies")
    for _ in 0..<20 {
      var families: [ExactFamily] = []
      for index in 0..<Int.random(in: 0...9, using: &random) {
        families.append(try Self.family(index, &random))
      }
      try onDatabase { test in
        #expect(try test.database.take(families, adding: false, skipsInvalid: false).isEmpty)
        let first = try test.database.exactFamilies().families
        #expect(lines(first) == lines(families))
        let written = try text(first)
        let told = try read(written)
        #expect(lines(told) == lines(families))
        try onDatabase { other in
          let copy = try read(written)
          #expect(try other.database.take(copy, adding: false, skipsInvalid: false).isEmpty)
          let again = try other.database.exactFamilies().families
          #expect(try text(again) == written)
        }
      }
    }
  }

  @Test func `a copy that was cut off or changed is refused with its line`() throws {
    var random = SeededGenerator(for: "broken copies")
    let whole = try text([try Self.family(1, &random), try Self.family(2, &random)])
    for length in whole.indices where length > 20 {
      #expect(error { () throws(MetricError) in _ = try read(Array(whole[..<length])) } != nil)
    }
    let line = "# metricctl series 1 2 zz {}\n"
    let text = Array(
      "# metricctl exact 1\n# metricctl family a gauge 1 2 {}\n\(line)# metricctl end\n".utf8)
    let fault = error { () throws(MetricError) in _ = try read(text) }
    #expect(fault == .invalid(.exposition(source: "text", line: 3, column: 1, .exactLine)))
  }

  @Test func `a copy is added to what is there, and sketches with it`() throws {
    try onDatabase { test in
      try test.run(
        "declare s summary S --quantiles 0.5", "observe s 1", "declare up duration Up ''",
        "declare c counter C", "add c 2")
      let copy = try test.database.exactFamilies().families
      try test.run("observe s 100", "observe s 100")
      #expect(try test.database.take(copy, adding: true, skipsInvalid: false).isEmpty)
      #expect(try test.number("c") == 4)
      let state = try test.database.read(SeriesReference(parsing: "s")).state
      guard case .summary(let summary) = state.value else { return }
      #expect(summary.count == 4 && summary.isSketched)
    }
  }
}
