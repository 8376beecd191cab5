internal import MetricModel
internal import TestSupport

/// A snapshot full of what formats stumble over, and what a reader of each should find in it.
struct RandomSnapshot {
  let snapshot: MetricSnapshot

  init(_ random: inout SeededGenerator) throws {
    let takenAt = Timestamp(nanoseconds: Int64.random(in: 0..<1 << 62, using: &random))
    var families: [(family: MetricFamily, series: SeriesTable)] = []
    for index in 0..<Int.random(in: 0...12, using: &random) {
      families.append(try Self.family(index, &random))
    }
    families.sort { $0.family.name < $1.family.name }
    snapshot = MetricSnapshot(takenAt: takenAt, families: families)
  }

  private static func family(
    _ index: Int, _ random: inout SeededGenerator
  ) throws -> (family: MetricFamily, series: SeriesTable) {
    let unit = random.pick(["", "", "seconds", "bytes_per_second"])
    // The number keeps names apart, whatever follows it.
    let stem = random.text(of: ["_", ":", "a", "Z", "_total", "_created"], count: 0...3)
    let name = "m\(index)\(stem)x" + (unit.isEmpty ? "" : "_" + unit)
    let family = try MetricFamily(
      name: MetricName(name), kind: random.pick([.counter, .gauge, .duration, .unknown]),
      help: random.hostileText(), unit: unit, created: Timestamp(nanoseconds: 0))
    var sets: Set<LabelSet> = []
    for _ in 0..<Int.random(in: 0...5, using: &random) {
      let names = ["a", "b_1", "_c", "D9", "le", "quantile"].shuffled(using: &random)
      let count = Int.random(in: 0...3, using: &random)
      sets.insert(try LabelSet(names.prefix(count).map { ($0, random.hostileText()) }))
    }
    var table = SeriesTable(wordsPerSeries: 1)
    for labels in sets.sorted() {
      let created = Timestamp(nanoseconds: Int64.random(in: 0..<1 << 62, using: &random))
      table.append(
        labels: labels.canonical[...], word: word(family.kind, &random), created: created)
    }
    table.sort()
    return (family, table)
  }

  private static func word(_ kind: MetricKind, _ random: inout SeededGenerator) -> UInt64 {
    if kind == .duration { return UInt64.random(in: 0..<1 << 62, using: &random) }
    let number = random.hostileNumber()
    if kind != .counter { return number.bitPattern }
    return (number.isNaN ? 0 : abs(number)).bitPattern
  }

  /// What a reader of a format should find.
  ///
  /// `total` is what a counter adds to its name there, and `created` tells where a counter's
  /// created time is found.
  func expected(
    type: (MetricKind) -> String, total: String, created: CreatedSamples, hasText: Bool = true
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
        let sampleName = family.kind == .counter ? name + total : name
        let word = series.word(index)
        reading.expect(sampleName, labels, snapshot.number(of: family, word: word))
        if created == .ofAll || created == .ofCounters && family.kind == .counter {
          reading.expect(name + "_created", labels, try seconds(series.created(index)))
        }
      }
    }
    return reading
  }

  enum CreatedSamples { case none, ofCounters, ofAll }

  /// The double that is nearest to a moment's decimal text.
  private func seconds(_ moment: Timestamp) throws -> Double {
    var bytes: [UInt8] = []
    MetricNumber.append(seconds: moment, to: &bytes)
    return try MetricNumber.parse(String(decoding: bytes, as: UTF8.self))
  }
}
