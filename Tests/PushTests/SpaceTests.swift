internal import Foundation
internal import TestSupport
internal import Testing

/// White space and control characters of all of Unicode in labels, as foreign servers read them.
@Suite struct SpaceTests {
  private static let characters: [Unicode.Scalar] =
    (Array(1...0x20) + Array(0x7f...0xa0) + [0x1680, 0x180e] + Array(0x2000...0x200a)
    + [0x2028, 0x2029, 0x202f, 0x205f, 0x3000, 0xfeff]).compactMap { Unicode.Scalar(UInt32($0)) }

  private func value(_ character: Unicode.Scalar) -> String {
    "\(character)a\(character)b\(character)"
  }

  /// The value 1 under each of these labels.
  private func filled() async throws -> Database {
    let database = try Database()
    let lines = Self.characters.enumerated().map { number, character in
      let text = value(character).replacing("\n", with: #"\n"#)
      return "g{at=\"\(text)\",number=\"\(1_000 + number)\"} 1\n"
    }
    let result = try await Command.run(
      Command.metricctl, ["import", "-", "--format", "openmetrics"],
      environment: database.environment, input: "# TYPE g gauge\n\(lines.joined())# EOF\n")
    try #require(result == .silent)
    return database
  }

  @Test func `carbon has a metric for each, dotted and with tags`() async throws {
    let carbon = try await Carbon()
    let database = try await filled()
    let url = "graphite://127.0.0.1:\(carbon.port)"
    for style in ["dotted", "tags"] {
      #expect(try await database.run("push", url + "?labels=" + style) == .silent)
    }
    for number in Self.characters.indices {
      let dotted = "g/at/_a_b_/number/\(1_000 + number).wsp"
      #expect(try await carbon.file(dotted) == dotted)
      #expect(try await carbon.file(ofTagged: "g;at=_a_b_;number=\(1_000 + number)") != nil)
    }
  }

  @Test func `InfluxDB gives each back, but for a newline, which is shown`() async throws {
    let influx = try await Influx()
    let database = try await filled()
    #expect(try await database.run("push", "influx://localhost:\(influx.port)/db") == .silent)
    for (number, character) in Self.characters.enumerated() {
      let answer = try await influx.answer(
        to: "SELECT last(value) FROM g WHERE number = '\(1_000 + number)' GROUP BY at", of: "db")
      // The answer shows blanks as the protocol has them.
      let expected =
        switch character {
        case "\n": #"\na\nb\n"#
        case " ": #"\ a\ b\ "#
        default: value(character)
        }
      #expect(answer.contains("at=" + expected), "U+\(String(character.value, radix: 16))")
    }
  }
}
