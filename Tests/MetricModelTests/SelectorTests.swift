internal import MetricModel
internal import Testing

@Suite struct SelectorTests {
  private func family(_ name: String, _ kind: MetricKind = .gauge) throws -> MetricFamily {
    try MetricFamily(
      name: MetricName(name), kind: kind, help: "", unit: "", created: Timestamp(nanoseconds: 0))
  }

  @Test(
    arguments: [
      ("http_requests", "http_requests", true), ("http_requests", "http_request", false),
      ("http_*", "http_requests", true), ("http_*", "http_", true), ("http_*", "https", false),
      ("*", "a", true), ("**", "a", true), ("*_b*c", "a_b_b_c", true), ("*_b*c", "a_b_b_d", false),
      ("a?c", "abc", true), ("a?c", "ac", false), ("a[b-d]e", "ace", true),
      ("a[b-d]e", "aee", false), ("a[!b-d]e", "aee", true), ("a[^b-d]e", "ace", false),
      ("a[_-]b", "a_b", true), ("{}", "a", true), ("{__name__=~\"a.*\"}", "ab", true),
      ("{__name__=~\"a.*\"}", "ba", false), ("a*{__name__!=\"ab\"}", "ab", false),
    ])
  func `the name part is a name or a glob`(selector: String, name: String, fits: Bool) throws {
    #expect(try Selector(parsing: selector).matches(family: family(name)) == fits)
  }

  @Test func `a counter is known with and without its suffix`() throws {
    let counter = try family("hits", .counter)
    for word in ["hits", "hits_total", "*_total", "{__name__=\"hits_total\"}"] {
      #expect(try Selector(parsing: word).matches(family: counter))
    }
    #expect(try !Selector(parsing: "hits_total").matches(family: family("hits")))
  }

  @Test(
    arguments: [
      (#"{code="200"}"#, true), (#"{code="20"}"#, false), (#"{code!="200"}"#, false),
      (#"{code=~"2.."}"#, true), (#"{code=~"2."}"#, false), (#"{code!~"4.*|5.*"}"#, true),
      (#"{ code = '200' , path =~ `/.*` , }"#, true), (#"{gone=""}"#, true),
      (#"{gone!=""}"#, false), (#"{gone=~".*"}"#, true), (#"{gone=~".+"}"#, false),
      (#"{code="200",gone="x"}"#, false), (#"{path="/a\"b\\c\nd"}"#, true),
      (#"{path="/a\x22b\134c\u000ad"}"#, true), (#"{path=~"/a\"b\\\\c\nd"}"#, true),
      (#"{path=~`/a"b\\c\nd`}"#, true), (#"{path='/a"b\\c\nd'}"#, true), (#"a{}"#, true),
    ])
  func `matchers are those of PromQL`(selector: String, fits: Bool) throws {
    let labels = try LabelSet([("code", "200"), ("path", "/a\"b\\c\nd")])
    #expect(try Selector(parsing: selector).matches(labels: labels) == fits)
  }

  @Test(
    arguments: [
      ("", "a metric name, a glob or {label=\"value\"} is expected"),
      ("9a", "the name is not a metric name or a glob (*, ?, [a-z])"),
      ("a-b", "the name is not a metric name or a glob (*, ?, [a-z])"),
      ("a[b", "the name is not a metric name or a glob (*, ?, [a-z])"),
      ("a b", "the name is not a metric name or a glob (*, ?, [a-z])"),
      ("a{", "the closing brace is missing"), ("a{b=\"c\"", "the closing brace is missing"),
      ("a{b=\"c", "the closing quote is missing"), ("a{b=\"c\\", "the closing quote is missing"),
      ("a{b=\"c\"}d", "nothing may follow the closing brace"),
      ("a{b=\"c\" d=\"e\"}", "a comma or the closing brace is expected after a matcher"),
      ("a{,}", "a label name is expected"), ("a{9=\"c\"}", "a label name is expected"),
      ("a{b}", "=, !=, =~ or !~ is expected after a label name"),
      ("a{b!\"c\"}", "=, !=, =~ or !~ is expected after a label name"),
      ("a{b=c}", "a value in quotes is expected"),
      ("a{b=\"\\d\"}", "\\d is not an escape (in a pattern write \\\\ for \\)"),
      ("a{b='\\\"'}", "\\\" is not an escape (in a pattern write \\\\ for \\)"),
      ("a{b=\"\\ud800\"}", "\\u is not an escape (in a pattern write \\\\ for \\)"),
      ("a{b=~\"(\"}", "bad pattern: a '(' without its ')'"),
    ])
  func `a mistake is named`(selector: String, fault: String) {
    #expect(throws: MetricError.invalid(.selector(selector, fault))) {
      try Selector(parsing: selector)
    }
  }

  @Test func `a list selects what any of it selects`() throws {
    let words = ["a{x=\"1\"}", "a{x=~\"2|3\"}", "b"]
    let selectors = try words.map { try Selector(parsing: $0) }
    var matcher = try #require(Selector.matcher(of: selectors, in: family("a")))
    #expect(!matcher.selectsAll)
    let chosen = try ["1", "2", "3", "4", ""].filter {
      try matcher.matches(canonical: LabelSet([("x", $0)]).canonical[...])
    }
    #expect(chosen == ["1", "2", "3"])
    #expect(try Selector.matcher(of: selectors, in: family("b"))?.selectsAll == true)
    #expect(try Selector.matcher(of: selectors, in: family("c")) == nil)
    #expect(try Selector.matcher(of: [], in: family("c"))?.selectsAll == true)
  }

  @Test func `what is remembered is the same as what was asked first`() throws {
    let selector = try Selector(parsing: "{x=~\".*7\"}")
    var matcher = try #require(Selector.matcher(of: [selector], in: family("a")))
    for _ in 0..<2 {
      for number in 0..<3_000 {
        let labels = try LabelSet([("x", "\(number)")])
        #expect(matcher.matches(canonical: labels.canonical[...]) == (number % 10 == 7))
      }
    }
  }
}
