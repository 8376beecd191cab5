internal import MetricModel
internal import TestSupport
internal import MetricOperations
internal import Testing

@testable internal import MetricCommands

/// How words are told apart before anything is done with them.
@Suite struct WordTests {
  @Test func `the fast path takes every plain form`() throws {
    let forms = [
      ["incr", "hits"], ["incr", "hits", "code=200", "--print"], ["-d", "a", "incr", "hits"],
      ["incr", "-da", "hits"], ["incr", "hits", "--", "code=200"], ["add", "temp", "-5"],
      ["--lock-timeout=1", "set", "temp", "room=a", "-5", "--if-new", "-q"],
      ["declare", "hits", "counter", "help", "", "--unit", ""], ["reset", "hits", "--all"],
      ["delete", "hits", "-l", "code=200", "-lmethod=GET"], ["--print", "incr", "hits"],
    ]
    for words in forms { #expect(operationWords(words) != nil, "\(words)") }
    #expect(CommandWords(["get", "hits", "-l", "a=1"])?.getWords != nil)
  }

  /// What the fast path makes of words; nil when it leaves them to the parser.
  private func operationWords(_ words: [String]) -> OperationWords? {
    guard let words = CommandWords(words), let verb = Verb(word: words.command) else { return nil }
    let update = words.operationWords(verb)
    return update.stranger == nil ? update : nil
  }

  @Test func `the fast path leaves to the parser what it is not sure of`() {
    let forms = [
      ["incr", "hits", "--help"], ["incr", "hits", "--bogus"], ["incr", "hits", "-qv"],
      ["incr", "hits", "--print=1"], ["incr", "hits", "-d"], ["--", "incr", "hits"], ["-x"],
      ["incr", "hits", "-d", "--print"], ["--version"],
    ]
    for words in forms { #expect(CommandWords(words) == nil, "\(words)") }
    for words in [
      ["dump"], ["incrr", "hits"], ["incr", "hits", "--all"], ["add", "--unit", "s"],
    ] {
      #expect(operationWords(words) == nil, "\(words)")
    }
    #expect(CommandWords(["get", "hits", "--print"])?.getWords == nil)
  }

  @Test func `words come to the parser with the command first and values attached`() {
    let cases: [([String], [String])] = [
      (["incr", "hits"], ["incr", "hits"]),
      (["-d", "a", "-v", "incr", "hits"], ["incr", "--database=a", "--verbose", "hits"]),
      (["incr", "hits", "-la=1", "--unit", ""], ["incr", "hits", "--label=a=1", "--unit", ""]),
      (["add", "a", "-5", "--print"], ["add", "--print", "--", "a", "-5"]),
      (["add", "a", "-5", "--", "b"], ["add", "--", "a", "-5", "b"]),
      (["set", "a", "-l", "", "-5"], ["set", "--label", "", "--", "a", "-5"]),
      (["set", "a", "--", "-5", "-d", "b"], ["set", "a", "--", "-5", "-d", "b"]),
      (["--lock-timeout", "-1", "get", "a"], ["get", "--lock-timeout=-1", "a"]),
      (["list", "-5"], ["list", "-5"]), (["-d", "a"], ["--database=a"]), ([], []),
      (["-d", "a", "help", "incr"], ["help", "incr"]), (["-d"], ["-d"]),
      (["--bogus", "incr"], ["--bogus", "incr"]), (["dump", "-o", "f"], ["dump", "-o", "f"]),
    ]
    for (words, expected) in cases { #expect(WordOrder.forParser(words) == expected) }
  }

  @Test func `numbers are arguments, and all else behind a dash is an option`() {
    for word in ["-5", "-.5", "-1e3", "-inf", "-Infinity", "-", "5", "a", ""] {
      #expect(!CommandWords.looksLikeOption(word), "\(word)")
    }
    for word in ["-x", "-5x", "--", "--5", "-nan", "-1_0"] {
      #expect(CommandWords.looksLikeOption(word), "\(word)")
    }
  }

  @Test func `settings are found among words that are no whole command yet`() {
    let layer = SettingsLayer(among: ["dump", "--format", "csv", "-da", "-v", "--", "-d", "b"])
    #expect(layer[.database]?.text == "a")
    #expect(layer[.verbose]?.text == "1")
    #expect(layer[.mode] == nil)
  }

  @Test func `slips are letters left out, added, changed or swapped`() {
    let cases = [
      ("incr", "incr", 0), ("incr", "incrr", 1), ("inrc", "incr", 1), ("icnrr", "incr", 2),
      ("", "abc", 3), ("abc", "", 3), ("dump", "damp", 1), ("é", "e", 1),
    ]
    for (left, right, slips) in cases {
      #expect(NearestWord.slips(from: left, to: right) == slips, "\(left) \(right)")
      #expect(NearestWord.slips(from: right, to: left) == slips, "\(right) \(left)")
    }
  }

  @Test func `only a near word is suggested`() {
    let commands = RootCommand.names
    for (word, nearest) in [
      ("incrr", "incr"), ("inc", "incr"), ("delet", "delete"), ("dmup", "dump"), ("lst", "list"),
      ("obsreve", "observe"), ("graph", nil), ("x", nil), ("", nil), ("hits", nil),
    ] as [(String, String?)] {
      #expect(NearestWord.to(word, among: commands) == nearest, "\(word)")
    }
  }
}
