internal import Exposition
internal import MetricModel
internal import TestSupport
internal import Testing

/// What is written is read as it was, and what is read is written as it was.
@Suite struct RoundTripTests {
  private static let rounds = 300

  @Test func `OpenMetrics text of every kind comes back the same`() throws {
    var random = SeededGenerator(for: "OpenMetrics round trip")
    for _ in 0..<Self.rounds {
      let snapshot = try RandomMetrics.snapshot(&random)
      let text = try ExpositionFormat.openmetrics.bytes(of: snapshot)
      let read = try ExpositionReader.read(text, from: "text")
      #expect(read.families.map(\.family) == snapshot.families.map(\.family))
      for (mine, theirs) in zip(read.families, snapshot.families) {
        try compare(mine.series, theirs.series, of: mine.family)
      }
      #expect(try ExpositionFormat.openmetrics.bytes(of: read) == text)
    }
  }

  private func compare(
    _ mine: SeriesTable, _ theirs: SeriesTable, of family: MetricFamily
  ) throws {
    try #require(mine.count == theirs.count)
    for index in 0..<mine.count {
      #expect(mine.labels(index) == theirs.labels(index))
      #expect(mine.created(index) == theirs.created(index))
      for word in 0..<mine.wordsPerSeries {
        let (one, other) = (mine.word(index, at: word), theirs.word(index, at: word))
        let bothNaN = Double(bitPattern: one).isNaN && Double(bitPattern: other).isNaN
        #expect(one == other || bothNaN, "\(family.name) \(index) \(word)")
      }
    }
  }

  @Test func `Prometheus text with created times comes back the same`() throws {
    var random = SeededGenerator(for: "Prometheus round trip")
    let options = ExpositionOptions(showsCreated: true)
    for _ in 0..<Self.rounds {
      let snapshot = try RandomMetrics.snapshot(&random, forPrometheus: true)
      let text = try ExpositionFormat.prometheus.bytes(of: snapshot, options: options)
      let read = try ExpositionReader.read(text, from: "text", as: .prometheus)
      // A stateset came out as a gauge, whose series are sorted by the state as well.
      if snapshot.families.contains(where: { $0.family.kind == .stateset }) { continue }
      #expect(try ExpositionFormat.prometheus.bytes(of: read, options: options) == text)
    }
  }

  @Test func `lines in any order that the formats allow say the same`() throws {
    var random = SeededGenerator(for: "order")
    for _ in 0..<Self.rounds {
      let snapshot = try RandomMetrics.snapshot(&random)
      let text = try ExpositionFormat.openmetrics.bytes(of: snapshot)
      var blocks = text.split(separator: UInt8(ascii: "\n")).dropLast()
        .reduce(into: [[UInt8]]()) { blocks, line in
          let isHead = line.starts(with: Array("# TYPE".utf8))
          if isHead || blocks.isEmpty { blocks.append([]) }
          blocks[blocks.count - 1] += line + [UInt8(ascii: "\n")]
        }
      blocks.shuffle(using: &random)
      let shuffled = Array(blocks.joined()) + Array("# EOF".utf8)
      let read = try ExpositionReader.read(shuffled, from: "text")
      #expect(try ExpositionFormat.openmetrics.bytes(of: read) == text)
    }
  }
}
