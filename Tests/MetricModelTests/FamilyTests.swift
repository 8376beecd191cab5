internal import MetricModel
internal import Testing

@Suite struct FamilyTests {
  private func family(
    _ name: String, _ kind: MetricKind, help: String = "", unit: String = ""
  ) throws -> MetricFamily {
    try MetricFamily(
      name: MetricName(name), kind: kind, help: help, unit: unit,
      created: Timestamp(nanoseconds: 0))
  }

  @Test func `only a counter loses its suffix`() throws {
    #expect(try family("a_total", .counter).name == MetricName("a"))
    #expect(try family("a_total", .gauge).name == MetricName("a_total"))
    #expect(try family("_total", .counter).name == MetricName("_total"))
  }

  @Test func `a unit stands at the end of the name`() throws {
    #expect(try family("a_seconds", .gauge, unit: "seconds").unit == "seconds")
    #expect(try family("a_seconds_total", .counter, unit: "seconds").unit == "seconds")
    let name = try MetricName("seconds")
    #expect(throws: MetricError.invalid(.unitSuffix(name, "seconds"))) {
      try family("seconds", .gauge, unit: "seconds")
    }
    #expect(throws: MetricError.invalid(.unit("m/s"))) { try family("a", .gauge, unit: "m/s") }
    #expect(throws: MetricError.invalid(.unitOnKind(.info))) {
      try family("a_seconds", .info, unit: "seconds")
    }
  }

  @Test func `a help text has a length`() throws {
    let longest = String(repeating: "x", count: MetricFamily.maximumHelpLength)
    #expect(try family("a", .gauge, help: longest).help == longest)
    #expect(throws: MetricError.invalid(.helpTooLong(65_537))) {
      try family("a", .gauge, help: longest + "x")
    }
  }

  @Test func `rivals are those that print under the same name`() throws {
    let counter = try family("a", .counter).rivals
    #expect(counter.map(\.name.text) == ["a_total", "a_created"])
    #expect(counter.allSatisfy { $0.isMet(bySuffixes: []) })
    let gauge = try family("a_created", .gauge).rivals
    #expect(gauge.map(\.name.text) == ["a"])
    let kinds = MetricKind.allCases.filter { gauge[0].isMet(bySuffixes: $0.sampleSuffixes) }
    #expect(kinds == [.counter, .histogram, .summary])
  }

  @Test func `a counter that is named as its sample is no rival of the metric beside it`() throws {
    let counter = try MetricFamily(
      name: MetricName("a_total"), kind: .counter, help: "", unit: "", isNamedAsSample: true,
      created: Timestamp(nanoseconds: 0))
    #expect(counter.name.text == "a_total")
    #expect(counter.sampleSuffixes == [""])
    #expect(counter.rivals == [MetricFamily.Rival(name: try MetricName("a"), suffix: "_total")])
    let plain = try family("a", .counter)
    #expect(counter.rivals[0].isMet(bySuffixes: plain.sampleSuffixes))
    #expect(!counter.rivals[0].isMet(bySuffixes: try family("a", .gauge).sampleSuffixes))
    #expect(plain.rivals.contains(MetricFamily.Rival(name: counter.name, suffix: nil)))
  }

  @Test func `a layout of a text may be what a declaration may not`() throws {
    let cases: [(MetricKind, MetricFamily.Layout, Violation)] = [
      (.histogram, .buckets([]), .buckets), (.gaugehistogram, .buckets([-.infinity]), .buckets),
      (.histogram, .buckets((0..<4_096).map(Double.init)), .buckets),
      (.summary, .quantiles([-1, 50]), .quantiles), (.summary, .quantiles([.infinity]), .quantiles),
    ]
    for (kind, layout, violation) in cases {
      func family(_ rules: MetricFamily.Layout.Rules) throws -> MetricFamily {
        try MetricFamily(
          name: MetricName("a"), kind: kind, help: "", unit: "", layout: layout, rules: rules,
          created: Timestamp(nanoseconds: 0))
      }
      #expect(throws: MetricError.invalid(violation)) { try family(.declared) }
      #expect(try family(.text).layout == layout)
    }
  }

  @Test func `labels that a kind keeps for itself are refused`() throws {
    let cases: [(MetricKind, String)] = [
      (.histogram, "le"), (.gaugehistogram, "le"), (.summary, "quantile"), (.stateset, "a"),
    ]
    for (kind, label) in cases {
      let labels = try LabelSet([(label, "x")])
      #expect(throws: MetricError.invalid(.reservedLabel(label))) {
        try MetricFamily(
          trustedName: MetricName("a"), kind: kind, help: "", unit: "",
          created: Timestamp(nanoseconds: 0)
        ).checkLabels(labels)
      }
      try family("a", .gauge).checkLabels(labels)
    }
  }
}
