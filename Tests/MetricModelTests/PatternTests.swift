internal import Foundation
internal import MetricModel
internal import TestSupport
internal import Testing

@Suite struct PatternTests {
  private func matches(_ pattern: String, _ text: String) throws -> Bool {
    try Selector(parsing: "{x=~`\(pattern)`}").matches(labels: LabelSet([("x", text)]))
  }

  @Test(
    arguments: [
      ("abc", "abc", true), ("abc", "abcd", false), ("b", "abc", false), ("", "", true),
      ("a|b", "b", true), ("a|", "", true), ("(a|b)c", "bc", true), ("a*", "", true),
      ("a*", "aaa", true), ("a+", "", false), ("ab?c", "ac", true), ("a{2}", "aa", true),
      ("a{2}", "aaa", false), ("a{2,}", "aaaa", true), ("a{1,2}", "aaa", false),
      ("a{0}b", "b", true), ("a{,2}", "a{,2}", true), ("a{", "a{", true), ("x{2,1", "x{2,1", true),
      (".", "\n", true), (".", "日", true), ("..", "日", false), ("[a-c]+", "abc", true),
      ("[^a-c]", "d", true), ("[^a-c]", "b", false), ("[]a]", "]", true), ("[a\\]]", "]", true),
      ("[a-]", "-", true), ("[\\d_]+", "1_2", true), ("[^\\d]", "1", false),
      ("[\\D]", "1", false), ("[\\D5]", "5", true), ("\\d+", "123", true), ("\\D", "1", false),
      ("\\w+", "a_1", true), ("\\w", "é", false), ("\\s", "\t", true), ("\\S", " ", false),
      ("\\.", ".", true), ("\\.", "a", false), ("\\x41", "A", true), ("\\x{65e5}", "日", true),
      ("(?i)abc", "aBC", true), ("(?i)É", "é", true), ("(?i:a)b", "Ab", true),
      ("(?i:a)b", "AB", false), ("(?i)[a-c]", "B", true), ("a(?i)b|c", "aB", true),
      ("a(?i)b|c", "C", true), ("(a(?i)b)c", "aBC", false), ("^abc$", "abc", true),
      ("a^b", "ab", false), ("\\Aa\\z", "a", true), ("a\\b-b", "a-b", true),
      ("a\\bb", "ab", false), ("a\\Bb", "ab", true), ("(?:ab)*", "abab", true),
      ("a*?b+?", "aab", true), ("(a*)*", "aaa", true), ("(|a)+", "aa", true), ("()*", "", true),
      ("a.c", "a\u{301}c", true), ("/api/.*\\.json", "/api/x/y.json", true),
    ])
  func `a pattern takes whole values`(pattern: String, text: String, fits: Bool) throws {
    #expect(try matches(pattern, text) == fits)
  }

  @Test(
    arguments: [
      ("(", "a '(' without its ')'"), (")", "a ')' without its '('"),
      ("[", "a '[' without its ']'"), ("[]", "a '[' without its ']'"),
      ("*", "nothing to repeat before '*'"), ("a|+", "nothing to repeat before '+'"),
      ("a**", "one repetition directly after another"),
      ("a{2}{3}", "one repetition directly after another"),
      ("a{1001}", "more than 1000 repetitions"),
      ("a{99999999999999999999}", "more than 1000 repetitions"),
      ("a{2,1}", "repetitions out of order"), ("[b-a]", "a range whose end comes first"),
      ("[a-\\d]", "a range that ends in a class"), ("[\\b]", "a place such as \\b inside a class"),
      ("[[:alpha:]]", "classes like [:alpha:] are not supported"), ("\\", "a backslash at the end"),
      ("\\1", "\\1 is not supported"), ("\\pL", "\\p is not supported"),
      ("(?=a)", "only '(?:', '(?i)' and '(?i:' may follow '(?'"),
      ("\\xg", "\\x takes two hexadecimal digits or {digits}"),
      ("\\x{110000}", "\\x takes two hexadecimal digits or {digits}"),
      ("\\x{41", "\\x{ without its '}'"), ("(a{1000}){1000}", "the pattern is too large"),
      ("((){1000}){1000}", "the pattern is too large"),
      (String(repeating: "(", count: 100_000), "too many nested groups"),
    ])
  func `a mistake is named`(pattern: String, fault: String) {
    let text = "{x=~`\(pattern)`}"
    #expect(throws: MetricError.invalid(.selector(text, "bad pattern: \(fault)"))) {
      try Selector(parsing: text)
    }
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: ["(a*)*b", "(a|aa)+b", "(a|a)*b", "(.*)(.*)(.*)(.*)(.*)b", "(a?){200}a{200}b"])
  func `no pattern takes more than linear time`(pattern: String) throws {
    #expect(try !matches(pattern, String(repeating: "a", count: 5_000)))
  }

  @Test func `a thousand words fit in a pattern`() throws {
    let words = (0..<1_000).map { "word\($0)" }
    let pattern = words.joined(separator: "|")
    #expect(try matches(pattern, "word999"))
    #expect(try !matches(pattern, "word1000"))
  }

  @Test func `patterns agree with those of Foundation`() throws {
    var random = SeededGenerator(for: "patterns")
    let pieces = ["a", "b", "(", ")", "(?:", "[ab]", "[^a]", "*", "+", "?", "{2}", "|", ".", "\\w"]
    var compared = 0
    for _ in 0..<3_000 {
      let pattern = random.text(of: pieces, count: 1...8)
      guard let ours = try? Selector(parsing: "{x=~`\(pattern)`}"),
        let theirs = try? NSRegularExpression(pattern: "\\A(?:\(pattern))\\z")
      else { continue }
      for _ in 0..<5 {
        let text = random.text(of: ["a", "b", "c"], count: 0...6)
        let range = NSRange(location: 0, length: text.utf16.count)
        let expected = theirs.firstMatch(in: text, range: range) != nil
        #expect(try ours.matches(labels: LabelSet([("x", text)])) == expected, "\(pattern) \(text)")
        compared += 1
      }
    }
    #expect(compared > 1_000)
  }

  @Test func `any text is a selector or is refused`() throws {
    var random = SeededGenerator(for: "hostile selectors")
    let pieces =
      SeededGenerator.hostilePieces + [
        "{", "}", "=~", "!~", "!=", "x=~`", "`}", "(", ")", "[", "]", "*", "+", "?", "{2,3}", "|",
        "\\", "\\x", "(?i)", "^", "$", "\\d", "-", "[^", "\\u", "\\x{", "a{x=~\"",
      ]
    for round in 0..<6_000 {
      let text = random.text(of: pieces, count: 0...14)
      let whole = round.isMultiple(of: 2) ? text : "{x=~`\(text.filter { $0 != "`" })`}"
      guard let selector = try? Selector(parsing: whole) else { continue }
      _ = try selector.matches(labels: LabelSet([("x", random.hostileText())]))
    }
  }
}
