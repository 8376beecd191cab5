internal import MetricModel
internal import TestSupport
internal import Testing

@testable internal import MetricStore

@Suite("Records")
struct RecordCodecTests {
  private static let moments: [Int64] = [.min, -1, 0, 1, 1_700_000_000_123_456_789, .max]

  @Test("A series' record says what was put into it, whatever the numbers")
  func seriesRoundTrip() throws {
    var random = SeededGenerator(for: "series records")
    for kind in MetricKind.allCases {
      for _ in 0..<200 {
        let state = SeriesState(
          kind: kind, created: Timestamp(nanoseconds: random.pick(Self.moments)),
          updated: Timestamp(nanoseconds: random.pick(Self.moments)),
          value: Self.value(of: kind, &random))
        let key = Array("name{a=\"\(random.hostileText())\"}".utf8)
        let record = SeriesRecord.encode(state, key: key)
        #expect(SeriesRecord.isLength(record.count, of: kind))
        #expect(try SeriesRecord.decode(record, key: key) == state)
      }
    }
  }

  private static func value(
    of kind: MetricKind, _ random: inout SeededGenerator
  ) -> MetricValue {
    switch kind {
    case .duration: return .start(Timestamp(nanoseconds: random.pick(moments)))
    case .counter, .gauge, .unknown, .info: return .number(Double(random.pick(moments)))
    case .stateset: return .states(UInt64.random(in: 0...UInt64.max, using: &random))
    case .histogram, .gaugehistogram:
      let counts = (0..<Int.random(in: 2...20, using: &random)).map { _ in
        UInt64.random(in: 0...UInt64.max, using: &random)
      }
      return .histogram(HistogramValue(sum: Double(random.pick(moments)), counts: counts))
    case .summary:
      var summary = SummaryValue(count: 3, sum: Double(random.pick(moments)))
      guard Bool.random(using: &random) else { return .summary(summary) }
      summary.imported = [0.5, Double(random.pick(moments))]
      var sketch = QuantileSketch()
      for _ in 0..<Int.random(in: 0...50, using: &random) {
        sketch.insert(Double.random(in: 0...1e6, using: &random))
      }
      summary.sketch = sketch
      return .summary(summary)
    }
  }

  @Test("A live record holds no long run of zeros, by which free space is known")
  func zeros() {
    let moment = Timestamp(nanoseconds: 1_700_000_000_000_000_000)
    let layouts: [(MetricKind, MetricFamily.Layout)] = [
      (.counter, .plain), (.summary, .quantiles([0.5])), (.histogram, .buckets([0, 1, 2, 3, 4])),
    ]
    for (kind, layout) in layouts {
      let state = SeriesState.fresh(kind, layout: layout, at: moment)
      let record = SeriesRecord.encode(state, key: [65])
      let longest = record.split(whereSeparator: { $0 != 0 }).map(\.count).max() ?? 0
      #expect(longest < 10, "\(kind)")
    }
  }

  @Test("Every bit of a number is kept, those of NaN and of minus zero too")
  func numberBits() throws {
    for bits: UInt64 in [0, 1 << 63, 0x7ff8_0000_0000_0001, 0xfff0_0000_0000_0000, .max] {
      let moment = Timestamp(nanoseconds: 5)
      let state = SeriesState(
        kind: .gauge, created: moment, updated: moment, value: .number(Double(bitPattern: bits)))
      let record = SeriesRecord.encode(state, key: [65])
      guard case .number(let read) = try SeriesRecord.decode(record, key: [65]).value else {
        Issue.record("no number")
        return
      }
      #expect(read.bitPattern == bits)
    }
  }

  @Test("A family's record says what was put into it")
  func familyRoundTrip() throws {
    var random = SeededGenerator(for: "family records")
    let layouts: [MetricKind: MetricFamily.Layout] = [
      .histogram: .buckets([-1, 0.1, 1e300]), .gaugehistogram: .buckets([]),
      .summary: .quantiles([0, 0.5, 1]),
      .stateset: .states(["up", "d\"o\\wn", "ü,"]),
    ]
    for kind in MetricKind.allCases {
      let family = MetricFamily(
        trustedName: try MetricName("some_seconds"), kind: kind, help: random.hostileText(),
        unit: random.pick(["", "seconds"]), layout: layouts[kind] ?? .plain,
        created: Timestamp(nanoseconds: 77))
      let record = FamilyRecord.encode(family, updated: Timestamp(nanoseconds: 78))
      let read = try FamilyRecord.decode(record, name: family.name)
      #expect(read.help.utf8.elementsEqual(family.help.utf8))
      #expect(
        [read.name.text, read.kind.word, read.unit] == [family.name.text, kind.word, family.unit])
      #expect(read.created == family.created)
      #expect(read.layout == family.layout)
    }
  }

  @Test("The database's record says what was put into it, and its mark moves with each generation")
  func databaseRoundTrip() throws {
    let first = DatabaseRecord(created: Timestamp(nanoseconds: 9))
    let second = first.ofNextGeneration
    #expect(try DatabaseRecord(first.encode()) == first)
    #expect(try DatabaseRecord(second.encode()) == second)
    #expect(second.identity == first.identity)
    #expect([first.generation, second.generation] == [0, 1])
    #expect(first.mark == Array(first.encode()[16...]))
  }

  @Test("Two databases have two identities")
  func identities() {
    let moment = Timestamp(nanoseconds: 0)
    #expect(
      DatabaseRecord(created: moment).identity != DatabaseRecord(created: moment).identity)
  }

  @Test("A record with any one bit changed, cut short, or under another key is refused")
  func damagedRecords() throws {
    let name = try MetricName("x")
    let family = MetricFamily(
      trustedName: name, kind: .gauge, help: "Help", unit: "", created: Timestamp(nanoseconds: 1))
    let record = FamilyRecord.encode(family, updated: family.created)
    for bit in 0..<record.count * 8 {
      var damaged = record
      damaged[bit / 8] ^= 1 << (bit % 8)
      #expect(
        fault(of: { () throws(DatabaseFault) in _ = try FamilyRecord.decode(damaged, name: name) })
          != nil)
    }
    for length in 0..<record.count {
      #expect(
        fault(of: { () throws(DatabaseFault) in
          _ = try FamilyRecord.decode(Array(record.prefix(length)), name: name)
        }) != nil)
    }
    let other = try MetricName("y")
    #expect(
      fault(of: { () throws(DatabaseFault) in _ = try FamilyRecord.decode(record, name: other) })
        == .damaged("record 'y' fails its checksum"))
  }

  @Test("A newer version of a record, and a section of an unknown sort, are called newer")
  func newer() throws {
    let key = Array("x{}".utf8)
    let moment = Timestamp(nanoseconds: 1)
    var record = SeriesRecord.encode(.fresh(.gauge, at: moment), key: key)
    record[0] = 2
    RecordFrame.seal(&record, key: key)
    #expect(
      fault(of: { () throws(DatabaseFault) in _ = try SeriesRecord.decode(record, key: key) })
        == .newer(version: 2))
    let name = try MetricName("x")
    var family = FamilyRecord.encode(
      MetricFamily(trustedName: name, kind: .gauge, help: "H", unit: "", created: moment),
      updated: moment)
    family[24] = 9
    RecordFrame.seal(&family, key: RecordKey.family(name))
    #expect(
      fault(of: { () throws(DatabaseFault) in _ = try FamilyRecord.decode(family, name: name) })
        == .newer(version: 2))
  }

  @Test("A record that seals its own nonsense is refused and traps nothing")
  func sealedNonsense() throws {
    var random = SeededGenerator(for: "sealed nonsense")
    let name = try MetricName("x")
    for _ in 0..<20_000 {
      var record = (0..<Int.random(in: 8...60, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      record[0] = 1
      record[1] = random.pick([0x44, 0x46, 0x53, 0])
      record[2] = UInt8.random(in: 0...9, using: &random)
      for key in [RecordKey.family(name), RecordKey.series(name, .empty), RecordKey.database] {
        RecordFrame.seal(&record, key: key)
        _ = try? FamilyRecord.decode(record, name: name)
        _ = try? SeriesRecord.decode(record, key: key)
        _ = try? DatabaseRecord(record)
      }
    }
  }
}
