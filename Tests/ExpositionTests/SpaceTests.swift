internal import Exposition
internal import Foundation
internal import MetricModel
internal import TestSupport
internal import Testing

/// White space and control characters of all of Unicode, in each place where a user's text may stand.
@Suite struct SpaceTests {
  /// Every character at which `split` of Python, `strings.Fields` of Go or a terminal would cut.
  static let characters: [Unicode.Scalar] =
    ((1...0x20).map { $0 } + (0x7f...0xa0) + [0x1680, 0x180e] + (0x2000...0x200a)
    + [0x2028, 0x2029, 0x202f, 0x205f, 0x3000, 0xfeff]).compactMap { Unicode.Scalar(UInt32($0)) }

  /// The value 1 under each of these labels.
  static func snapshot() throws -> MetricSnapshot {
    var table = SeriesTable(wordsPerSeries: 1)
    for (number, character) in characters.enumerated() {
      let labels = try LabelSet([
        ("at", "\(character)a\(character)b\(character)"), ("number", String(1_000 + number)),
      ])
      table.append(labels: labels.canonical[...], word: 1.0.bitPattern, created: Example.created)
    }
    var family = try Example.family("g", .gauge, help: "a\u{2028}b", [])
    family.series = table
    return MetricSnapshot(takenAt: Example.takenAt, families: [family])
  }

  @Test(arguments: [LabelStyle.dotted, .tags])
  func `a line for carbon has three words, whatever a label holds`(style: LabelStyle) throws {
    let text = try Example.text(
      .graphite, of: try Self.snapshot(), ExpositionOptions(labelStyle: style))
    let expected = Self.characters.indices.map { number in
      style == .dotted
        ? "g.at._a_b_.number.\(1_000 + number) 1 1700000100"
        : "g;at=_a_b_;number=\(1_000 + number) 1 1700000100"
    }
    #expect(text == expected.map { $0 + "\n" }.joined())
  }

  @Test func `a dotted line for StatsD has none of them either`() throws {
    for character in Self.characters {
      var text: [UInt8] = []
      let labels = try LabelSet([("a", "\(character)b\(character)")])
      StatsDEncoder().append(
        name: Array("g".utf8), labels: labels.canonical[...], .gauge(1), to: &text)
      #expect(String(decoding: text, as: UTF8.self) == "g.a._b_:1|g")
    }
  }

  @Test func `Python's csv reads each label as it was`() async throws {
    let folder = try TemporaryDirectory()
    let bytes = try ExpositionFormat.csv.bytes(of: try Self.snapshot())
    try Data(bytes).write(to: URL(fileURLWithPath: folder.file("metrics.csv")))
    let read = try await Python.run(
      "Tests/ExpositionTests/Readers/csv_records.py", [folder.file("metrics.csv")])
    #expect(read.error == "")
    let expected = Self.characters.enumerated().map { number, character in
      let hex = String(character.value, radix: 16)
      return "g gauge \(hex) 61 \(hex) 62 \(hex) \(1_000 + number) 1\n"
    }
    #expect(read.output == expected.joined())
  }
}
