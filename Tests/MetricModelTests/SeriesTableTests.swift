internal import MetricModel
internal import TestSupport
internal import Testing

@Suite struct SeriesTableTests {
  private func sorted(_ texts: [[UInt8]]) -> SeriesTable {
    var table = SeriesTable(wordsPerSeries: 1)
    for (index, text) in texts.enumerated() {
      table.append(
        labels: text[...], word: UInt64(index), created: Timestamp(nanoseconds: Int64(index)))
    }
    table.sort()
    return table
  }

  private func expectOrder(_ texts: [[UInt8]]) {
    let table = sorted(texts)
    let expected = texts.sorted { $0.lexicographicallyPrecedes($1) }
    #expect((0..<table.count).map { Array(table.labels($0)) } == expected)
    for index in 0..<table.count {
      #expect(texts[Int(table.word(index))] == Array(table.labels(index)))
      #expect(table.created(index).nanoseconds == Int64(table.word(index)))
    }
  }

  @Test func `rows come in the order of plain sorting`() {
    var random = SeededGenerator(for: "sort order")
    for _ in 0..<200 {
      let pieces = ["a", "b", "abcdefgh", "\u{0}", "\u{0}\u{0}", "é", "\u{10ffff}", "x=\"1\","]
      let count = Int.random(in: 0...60, using: &random)
      expectOrder((0..<count).map { _ in Array(random.text(of: pieces, count: 0...8).utf8) })
    }
  }

  @Test func `labels that differ only far behind are told apart`() {
    let prefix = Array(repeating: UInt8(ascii: "a"), count: 60_000)
    expectOrder([prefix + [2], prefix + [1], prefix, prefix + [1, 0], prefix + [1, 0, 0]])
  }

  @Test func `a row that is the beginning of another comes first, at every length`() {
    expectOrder((0..<3_000).reversed().map { Array(repeating: UInt8(ascii: "a"), count: $0) })
  }

  @Test func `an empty table is sorted`() {
    #expect(sorted([]).count == 0)
  }
}
