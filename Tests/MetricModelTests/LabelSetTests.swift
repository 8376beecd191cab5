internal import MetricModel
internal import TestSupport
internal import Testing

@Suite struct LabelSetTests {
  @Test(
    arguments: [
      ("", ""), ("code=200", #"code="200""#), ("b=1,a=2", #"a="2",b="1""#),
      (#"path="/a,b""#, #"path="/a,b""#), (#"p="\"\\\n""#, #"p="\"\\\n""#), ("a=", ""),
      ("a=,b=1", #"b="1""#), ("a=b=c", #"a="b=c""#), (#"a=b"c"#, #"a="b\"c""#),
      (#"a=\n"#, #"a="\\n""#), ("a= b", #"a=" b""#),
    ])
  func `words become canonical text`(word: String, canonical: String) throws {
    #expect(try LabelSet(parsing: word).canonical == Array(canonical.utf8))
  }

  @Test(
    arguments: [
      ("code", LabelSyntaxFault.expectedEquals), ("a=1,", .expectedEquals),
      (#"a="1"b=2"#, .expectedComma), (#"a="\t""#, .badEscape), (#"a="1"#, .missingQuote),
      (#"a="1\"#, .missingQuote), (",", .expectedEquals), ("code=~5..", .pattern),
      (#"a=1,code=~"5..""#, .pattern), ("home=~", .pattern), ("code!=5", .unequal),
      ("!=5", .unequal),
      (#"code!="5""#, .unequal), (#"code!~"5..""#, .patternUnequal),
      ("a=1,code!~5", .patternUnequal),
      ("code=200\r", .carriageReturn), ("a=\r,b=1", .carriageReturn),
    ])
  func `a mistake is named`(word: String, fault: LabelSyntaxFault) {
    #expect(throws: MetricError.invalid(.labelSyntax(word, fault))) {
      try LabelSet(parsing: word)
    }
  }

  @Test(
    arguments: [
      ("hits{}", ""), (#"hits{code="200"}"#, #"code="200""#),
      (#"hits{ b="2" , a = "1,}" }"#, #"a="1,}",b="2""#), (#"hits{a="1",}"#, #"a="1""#),
      (#"hits{home="~x",n="!="}"#, #"home="~x",n="!=""#),
    ])
  func `in braces values are quoted, and blanks and a last comma pass`(
    word: String, canonical: String
  ) throws {
    #expect(try SeriesReference(parsing: word).labels.canonical == Array(canonical.utf8))
  }

  @Test(
    arguments: [
      ("code=200", LabelSyntaxFault.bareValue), ("code='200'", .bareValue), ("code=", .bareValue),
      (#"code=~"5..""#, .pattern), (#"code =~ "5..""#, .pattern), (#"code!="5""#, .unequal),
      (#"code != "5""#, .unequal), (#"code!~"5..""#, .patternUnequal),
      (#"code !~ "5..""#, .patternUnequal), (",", .expectedEquals), (#"a="1",,"#, .expectedEquals),
      (#"a="1" b="2""#, .expectedComma), ("a", .expectedEquals),
    ])
  func `a matcher in braces, or a bare value, is named`(inside: String, fault: LabelSyntaxFault) {
    #expect(throws: MetricError.invalid(.labelSyntax(inside, fault))) {
      try SeriesReference(parsing: "hits{\(inside)}")
    }
  }

  @Test func `names are checked`() {
    #expect(throws: MetricError.invalid(.labelName("1a"))) { try LabelSet(parsing: "1a=2") }
    #expect(throws: MetricError.invalid(.labelName(""))) { try LabelSet(parsing: "=2") }
    #expect(throws: MetricError.invalid(.reservedLabel("__a"))) { try LabelSet(parsing: "__a=2") }
    #expect(throws: MetricError.invalid(.duplicateLabel("a"))) { try LabelSet(parsing: "a=1,a=2") }
    #expect(throws: MetricError.invalid(.tooManyLabels(65))) {
      try LabelSet((0..<65).map { ("l\($0)", "v") })
    }
    #expect(throws: MetricError.invalid(.labelsTooLong(65_537))) {
      try LabelSet([("a", String(repeating: "x", count: 65_533))])
    }
  }

  @Test func `one label is taken as it stands`() throws {
    #expect(try LabelSet(singleLabel: #"a="b,c"#).labels.map(\.value) == [#""b,c"#])
    #expect(try LabelSet(singleLabel: "a=x=~!=\r").labels.map(\.value) == ["x=~!=\r"])
    for (word, fault) in [
      ("a", LabelSyntaxFault.expectedEquals), ("a=~b", .pattern), ("a!=b", .unequal),
      ("a!~b", .patternUnequal),
    ] {
      #expect(throws: MetricError.invalid(.labelSyntax(word, fault))) {
        try LabelSet(singleLabel: word)
      }
    }
  }

  @Test func `two sets merge unless a name stands in both`() throws {
    let (a, b) = (try LabelSet(parsing: "b=1"), try LabelSet(parsing: "a=2"))
    #expect(try a.merging(b) == LabelSet(parsing: "a=2,b=1"))
    #expect(try a.merging(.empty) == a)
    #expect(try LabelSet.empty.merging(a) == a)
    #expect(throws: MetricError.invalid(.duplicateLabel("b"))) { try a.merging(a) }
  }

  @Test func `canonical text is read back the same`() throws {
    var random = SeededGenerator(for: "labelsets")
    for _ in 0..<1_000 {
      let names = ["a", "b", "c_1", "D"].shuffled(using: &random).prefix(3)
      let values = names.map { ($0, random.hostileText()) }
      let set = try LabelSet(values)
      let text = try #require(String(validating: set.canonical, as: UTF8.self))
      #expect(try LabelSet(parsing: text) == set)
      #expect(LabelSet.isCanonical(set.canonical[...]))
      for (name, value) in values {
        #expect(Array((set[name] ?? "").utf8) == Array(value.utf8))
      }
      let slices = CanonicalLabels(set.canonical[...]).map {
        Array($0.name) + [0] + Array(CanonicalLabels.unescaped($0.escapedValue))
      }
      #expect(slices == set.labels.map { Array($0.name.utf8) + [0] + Array($0.value.utf8) })
    }
  }

  @Test func `any word is a labelset or is refused`() {
    var random = SeededGenerator(for: "hostile labelsets")
    for _ in 0..<3_000 {
      let word = random.hostileText()
      guard let set = try? LabelSet(parsing: word) else { continue }
      #expect(LabelSet.isCanonical(set.canonical[...]))
    }
  }

  @Test func `bytes that are not canonical are told and do no harm`() {
    let faulty = [
      #"b="1",a="2""#, #"a="1",a="2""#, #"a="""#, #"a="1",""#, "a=1", #"a="1"#, #"a="\"#, "=", "a=",
      #"__a="1""#, #"a="\t""#,
    ]
    for text in faulty {
      #expect(!LabelSet.isCanonical(Array(text.utf8)[...]))
      for _ in CanonicalLabels(Array(text.utf8)[...]) {}
    }
    #expect(!LabelSet.isCanonical(Array("a=\"".utf8) + [0xff, UInt8(ascii: "\"")]))
  }
}
