internal import Exposition
internal import TestSupport

/// Texts that are nearly right.
enum TextMutation {
  private static let pieces = [
    "\n", " ", "\t", "\r", "\"", "\\", "{", "}", ",", "=", "#", "# ", " # {} 1", " # {a=\"b\"} 1 2",
    "# EOF\n", "# TYPE a gauge\n", "# HELP a \\\n", "# UNIT a_b b\n", "\0", "\u{feff}", "é",
    "le=\"+Inf\"", "le=\"1\",", "quantile=\"0.5\"", "_total", "_created", "_bucket", "_sum",
    "_count",
    "_info", "NaN", "-1", "1e400", "+Inf", "18446744073709551616", "1e-9", " 123", " 1.5", "0.0",
  ]

  /// Changes a text in one place.
  static func apply(to text: inout [UInt8], _ random: inout SeededGenerator) {
    guard !text.isEmpty else { return }
    let place = Int.random(in: 0..<text.count, using: &random)
    let end = min(text.count, place + Int.random(in: 1...20, using: &random))
    switch Int.random(in: 0...6, using: &random) {
    case 0: text[place] = UInt8(truncatingIfNeeded: random.next())
    case 1: text.removeSubrange(place..<end)
    case 2: text.insert(contentsOf: random.pick(pieces).utf8, at: place)
    case 3:
      text.insert(contentsOf: text[place..<end], at: Int.random(in: 0...place, using: &random))
    case 4: text.removeSubrange(place...)
    case 5: text.replaceSubrange(place..<end, with: random.pick(pieces).utf8)
    default: moveLine(in: &text, &random)
    }
  }

  /// Copies or moves a line to somewhere else.
  private static func moveLine(in text: inout [UInt8], _ random: inout SeededGenerator) {
    var lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let from = Int.random(in: 0..<lines.count, using: &random)
    let line = lines[from]
    if Bool.random(using: &random) { lines.remove(at: from) }
    lines.insert(line, at: Int.random(in: 0...lines.count, using: &random))
    text = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
  }

  private static let types = [
    "counter", "gauge", "histogram", "summary", "info", "stateset", "unknown", "untyped",
    "gaugehistogram",
  ]
  private static let suffixes = ["", "_total", "_created", "_bucket", "_count", "_sum", "_info"]
  private static let labels = [
    "", "{}", "{x=\"1\"}", "{x=\"1\",a=\"s\"}", "{a=\"s\"}", "{a=\"t\"}", "{le=\"1\"}",
    "{le=\"2\"}",
    "{le=\"+Inf\"}", "{x=\"1\",le=\"+Inf\"}", "{quantile=\"0.5\"}", "{quantile=\"1\",x=\"1\"}",
    "{x=\"\\n\\d\"}", "{y=\"\",x=\"1\"}", "{x=\"1\",}",
  ]
  private static let values = [
    "0", "1", "1", "1", "2", "0.5", "-1", "NaN", "+Inf", "1 1", "1 2", "1 # {} 1",
    "1 1 # {x=\"é\"} 0 1",
  ]

  /// Lines of one or two families, each likely for itself.
  static func lines(_ random: inout SeededGenerator, _ dialect: ExpositionDialect) -> [UInt8] {
    var text = ""
    for name in ["a", "b_s"].prefix(Int.random(in: 1...2, using: &random)) {
      if Bool.random(using: &random) { text += "# TYPE \(name) \(random.pick(types))\n" }
      if Int.random(in: 0...5, using: &random) == 0 { text += "# UNIT \(name) s\n" }
      if Int.random(in: 0...5, using: &random) == 0 { text += "# HELP \(name) H\\n\n" }
      for _ in 0..<Int.random(in: 0...5, using: &random) {
        text +=
          name + random.pick(suffixes) + random.pick(labels) + " " + random.pick(values) + "\n"
      }
    }
    return Array((text + (dialect == .openmetrics ? "# EOF\n" : "")).utf8)
  }
}
