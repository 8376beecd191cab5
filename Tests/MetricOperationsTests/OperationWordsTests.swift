internal import MetricModel
internal import MetricOperations
internal import Testing

/// What the words of an updating command mean, in the database's terms.
@Suite struct OperationWordsTests {
  private func operation(
    _ verb: Verb, _ arguments: String..., with options: [(OperationOption, String)] = []
  ) throws(MetricError) -> Operation {
    let words = OperationWords(verb: verb)
    words.arguments = arguments
    for (option, value) in options { words.take(option, value: value) }
    return try words.operation()
  }

  private func series(_ name: String, _ labels: String = "") throws -> SeriesReference {
    SeriesReference(name: try MetricName(name), labels: try LabelSet(parsing: labels))
  }

  @Test func `a declaration leaves what is not said as it was`() throws {
    let bare = try operation(.declare, "hits_total", "counter")
    #expect(bare.series == (try series("hits_total")))
    #expect(bare.action == .declare(Declaration(kind: .counter)))
    let full = try operation(
      .declare, "wait_seconds", "gauge", "", "", "b=2,a=1", with: [(.unit, "seconds")])
    let declaration = Declaration(
      kind: .gauge, help: "", unit: "seconds",
      series: [.empty, try LabelSet([("a", "1"), ("b", "2")])])
    #expect(full.action == .declare(declaration))
  }

  @Test func `incr is add 1`() throws {
    let one = try operation(.incr, "hits", "code=200")
    #expect(one == Operation(series: try series("hits", "code=200"), action: .add(1)))
    #expect(try operation(.add, "hits", "code=200", "1") == one)
  }

  @Test func `labels may stand in the name, in a labelset and in options together`() throws {
    let options: [(OperationOption, String)] = [(.label, "c=3"), (.label, "d=x,y=\"z\"")]
    let operation = try operation(.set, "hits{a=\"1\"}", "b=2", "-5", with: options)
    let labels = try LabelSet([("a", "1"), ("b", "2"), ("c", "3"), ("d", "x,y=\"z\"")])
    #expect(operation.series == SeriesReference(name: try MetricName("hits"), labels: labels))
    #expect(operation.action == .set(-5, onlyIfNew: false))
  }

  @Test func `flags choose among the forms of a verb`() throws {
    #expect(try operation(.set, "a", "1", with: [(.ifNew, "")]).action == .set(1, onlyIfNew: true))
    #expect(try operation(.reset, "a").action == .reset)
    #expect(try operation(.reset, "a", with: [(.all, "")]).action == .resetAll)
    #expect(try operation(.delete, "a").action == .delete)
    #expect(try operation(.delete, "a", with: [(.all, "")]).action == .deleteAll)
    #expect(try operation(.incr, "a", with: [(.declare, "unknown")]).declaring == .unknown)
  }

  @Test func `words that fit no form are usage, each with its way out`() throws {
    let joined = "labels joined by commas"
    let cases: [(Verb, [String], String)] = [
      (.declare, [], "needs a NAME and a TYPE"),
      (.declare, ["a"], "needs a NAME and a TYPE"),
      (.incr, [], "needs the NAME of a metric"),
      (.add, ["a"], "needs a DELTA"),
      (.observe, ["a"], "needs a VALUE"),
      (.incr, ["a", "b=1", "c"], "takes one LABELSET, \(joined); 'c' is left over"),
      (.set, ["a", "b=1", "d", "3"], "takes one LABELSET, \(joined); 'd' is left over"),
    ]
    for (verb, arguments, fault) in cases {
      let words = OperationWords(verb: verb)
      words.arguments = arguments
      #expect(throws: usage(verb, fault)) { try words.operation() }
    }
  }

  @Test func `all series have no labels and no one value`() throws {
    for verb in [Verb.reset, .delete] {
      #expect(throws: usage(verb, "takes no labels with --all")) {
        try operation(verb, "a", "b=1", with: [(.all, "")])
      }
    }
    #expect(throws: usage(.reset, "has no one value to --print with --all")) {
      try operation(.reset, "a", with: [(.all, ""), (.print, "")])
    }
  }

  private func usage(_ verb: Verb, _ fault: String) -> MetricError {
    .invalid(.usage("\(verb.rawValue) \(fault) (see metricctl \(verb.rawValue) --help)"))
  }

  @Test func `bad words are named by what is wrong with them`() throws {
    #expect(throws: MetricError.invalid(.kind("colour"))) { try operation(.declare, "a", "colour") }
    #expect(throws: MetricError.invalid(.metricName("0a"))) { try operation(.incr, "0a") }
    #expect(throws: MetricError.invalid(.number("x"))) { try operation(.add, "a", "x") }
    #expect(throws: MetricError.invalid(.duplicateLabel("b"))) {
      try operation(.incr, "a{b=\"1\"}", "b=2")
    }
    #expect(throws: MetricError.invalid(.labelSyntax("b", .expectedEquals))) {
      try operation(.incr, "a", with: [(.label, "b")])
    }
    #expect(throws: MetricError.invalid(.kind(""))) {
      try operation(.incr, "a", with: [(.declare, "")])
    }
  }

  @Test func `each verb has its own options`() {
    let table: [Verb: [OperationOption]] = [
      .declare: [.unit, .buckets, .quantiles, .states], .incr: [.label, .declare, .print],
      .add: [.label, .declare, .print],
      .set: [.label, .declare, .print, .ifNew], .reset: [.label, .declare, .print, .all],
      .observe: [.label, .declare, .print], .delete: [.label, .all],
    ]
    #expect(table.count == Verb.allCases.count)
    for (verb, options) in table {
      #expect(OperationOption.allCases.filter(verb.takes) == options)
    }
    #expect(
      OperationOption.allCases.filter(\.takesValue) == [
        .label, .unit, .buckets, .quantiles, .states, .declare,
      ])
    #expect(OperationOption.allCases.filter { $0.letter != nil } == [.label])
  }
}
