internal import MetricModel
internal import TestSupport
internal import Testing

@Suite struct NameTests {
  @Test(arguments: ["a", "_", ":", "a:b", "A9_", String(repeating: "a", count: 1024)])
  func `letters, digits, underscores and colons make a name`(text: String) throws {
    #expect(try MetricName(text).text == text)
  }

  @Test(
    arguments: [
      "", "9a", "a-b", "a b", "a.b", "é", "a\n", "a\u{0}", String(repeating: "a", count: 1025),
    ])
  func `anything else is refused`(text: String) {
    #expect(throws: MetricError.invalid(.metricName(text))) { try MetricName(text) }
  }

  @Test func `a suffix is taken off only when a name is left`() throws {
    #expect(try MetricName("a_total").removing(suffix: "_total") == MetricName("a"))
    #expect(try MetricName("_total").removing(suffix: "_total") == nil)
    #expect(try MetricName("a").removing(suffix: "_total") == nil)
    #expect(try MetricName("a").appending("_total") == MetricName("a_total"))
  }

  @Test func `names are in the order of their bytes`() throws {
    var random = SeededGenerator(for: "names")
    let names = try (0..<500).map { _ in
      try MetricName(random.text(of: ["a", "B", "_", ":", "z"], count: 1...6))
    }
    #expect(
      names.sorted().map(\.text)
        == names.map(\.text).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }

  @Test func `any text is a name or is refused`() {
    var random = SeededGenerator(for: "hostile names")
    for _ in 0..<2_000 {
      let text = random.hostileText()
      let name = try? MetricName(text)
      #expect(name == nil || name?.text == text)
    }
  }
}
