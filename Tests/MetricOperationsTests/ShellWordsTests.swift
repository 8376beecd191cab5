internal import MetricModel
internal import MetricOperations
internal import TestSupport
internal import Testing

/// The words of a line, quoted as for a shell.
@Suite struct ShellWordsTests {
  private func words(_ line: String) throws(MetricError) -> [String] {
    try ShellWords.read(Array(line.utf8)[...])
  }

  private func fault(_ bytes: [UInt8]) -> LineSyntaxFault? {
    do throws(MetricError) {
      _ = try ShellWords.read(bytes[...])
    } catch .invalid(.lineSyntax(let fault)) { return fault } catch {}
    return nil
  }

  @Test(
    arguments: [
      ("", []), (" \t ", []), ("# incr hits", []), ("  # ' \" \\", []),
      ("incr hits", ["incr", "hits"]), ("\tincr \t hits  ", ["incr", "hits"]),
      ("incr hits# #", ["incr", "hits#"]), ("incr h#its # 'it", ["incr", "h#its"]),
      (#"a 'b c' "d e" f\ g"#, ["a", "b c", "d e", "f g"]),
      (#"'' "" ''"""#, ["", "", ""]), (#"a'b'"c"d"#, ["abcd"]),
      (#"'\a"#, nil), (#"'\a"$`'"#, [#"\a"$`"#]), (#""\a\"\\\$\`'""#, [#"\a"\$`'"#]),
      (##"\'\"\\\$\#\a"##, [##"'"\$#a"##]), ("$HOME `id` $(id) * ? ~ {a,b} ;&|<>", nil),
      ("# é 日本", []), ("é 'ß 日本'", ["é", "ß 日本"]), ("a\r b", ["a\r", "b"]),
    ] as [(String, [String]?)])
  func `a line is told apart as a shell would, with nothing expanded`(
    line: String, expected: [String]?
  ) throws {
    if let expected {
      #expect(try words(line) == expected)
    } else if line.hasPrefix("'") {
      #expect(fault(Array(line.utf8)) == .missingSingleQuote)
    } else {
      #expect(try words(line) == line.split(separator: " ").map(String.init))
    }
  }

  @Test(
    arguments: [
      ("incr 'hits", .missingSingleQuote), ("incr \"hits", .missingDoubleQuote),
      ("incr \"hits\\", .missingDoubleQuote), ("incr \"hits\\\"", .missingDoubleQuote),
      ("incr hits\\", .trailingBackslash), ("incr \0hits", .nullByte), ("# \0", .nullByte),
    ] as [(String, LineSyntaxFault)])
  func `a line that has no end of its words is refused`(line: String, expected: LineSyntaxFault) {
    #expect(fault(Array(line.utf8)) == expected)
  }

  @Test func `bytes that are not UTF-8 are refused, in a comment too`() {
    #expect(fault([0x61, 0xff]) == .notUTF8)
    #expect(fault([0x23, 0x20, 0xc3]) == .notUTF8)
  }

  @Test func `whatever the words, they come back from quotes of any sort, as from sh`() async throws
  {
    var random = SeededGenerator(for: "quoted words")
    var lines: [(String, [String])] = []
    for _ in 0..<200 {
      let texts = (0..<Int.random(in: 1...5, using: &random)).map { _ in
        // By scalars: to `Character`, a carriage return and a newline are one.
        String(
          String.UnicodeScalarView(
            random.hostileText(count: 0...8).unicodeScalars.filter { $0 != "\0" && $0 != "\n" }))
      }
      lines.append((texts.map { quoted($0, &random) }.joined(separator: " "), texts))
    }
    for (line, texts) in lines {
      let read = try words(line)
      #expect(read.map { Array($0.utf8) } == texts.map { Array($0.utf8) }, "\(line)")
    }
    // The shell says what it takes the same lines for.
    let script = lines.map { "printf '<%s>' \($0.0)\necho" }.joined(separator: "\n")
    let shell = try await Command.run("/bin/sh", ["-c", script])
    let shown = lines.map { $0.1.map { "<\($0)>" }.joined() + "\n" }.joined()
    #expect(Array(shell.output.utf8) == Array(shown.utf8))
  }

  /// A word in single quotes, in double quotes, behind backslashes, or in pieces of each.
  private func quoted(_ text: String, _ random: inout SeededGenerator) -> String {
    guard !text.isEmpty else { return random.pick(["''", "\"\""]) }
    var result = ""
    for scalar in text.unicodeScalars {
      switch Int.random(in: 0..<3, using: &random) {
      case 0 where scalar != "'": result += "'\(scalar)'"
      case 1:
        let isSpecial = "\"\\$`".unicodeScalars.contains(scalar)
        result += "\"\(isSpecial ? "\\" : "")\(scalar)\""
      default: result += "\\\(scalar)"
      }
    }
    return result
  }
}
