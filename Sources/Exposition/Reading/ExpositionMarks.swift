internal import MetricModel

/// Tells of which format a text is.
///
/// OpenMetrics ends in `# EOF`. A text without it is Prometheus text, unless something in it is
/// said as only OpenMetrics says it: that is a dump that was cut off, and must not be taken for
/// whole.
struct ExpositionMarks {
  private var text: TextCursor
  /// A family whose HELP came before any TYPE: OpenMetrics advises the other order.
  private var helped: [UInt8] = []
  private var hasHelpFirst = false
  /// The family whose samples may show which format it is.
  private var typed: [UInt8] = []
  private var isCounter = false
  /// Whether a counter is named as only OpenMetrics does, if its samples are named so too.
  private var hasCounterWithoutTotal = false

  /// Whether the last line is there to its end.
  private let isFinished: Bool

  /// The format of a text; a last line that was not finished has been given an end.
  static func dialect(of text: TextCursor, isFinished: Bool) -> ExpositionDialect {
    var text = text
    if (try? text.takeOffEnd()) != nil { return .openmetrics }
    var marks = ExpositionMarks(text: text, isFinished: isFinished)
    if let found = marks.find() { return found }
    return marks.hasCounterWithoutTotal && !marks.hasHelpFirst ? .openmetrics : .prometheus
  }

  private init(text: TextCursor, isFinished: Bool) {
    (self.text, self.isFinished) = (text, isFinished)
  }

  private mutating func find() -> ExpositionDialect? {
    while text.position < text.end {
      let line = text.position
      let end = text.lineEnd(from: line)
      let found = markOfLine(line, end)
      text.position = end + 1
      // What looks like a comment may be the beginning of a metadata line.
      let isCut = !isFinished && text.position == text.end && text[line] == UInt8(ascii: "#")
      if let found, found == .openmetrics || !isCut { return found }
    }
    return nil
  }

  private mutating func markOfLine(_ line: Int, _ end: Int) -> ExpositionDialect? {
    if line == end { return .prometheus }
    guard text[line] == UInt8(ascii: "#") else { return markOfSample(line) }
    let words = text.bytes(line, end).split(separator: UInt8(ascii: " "), maxSplits: 3)
      .map { Array($0) }
    guard words.count > 1, words[0].count == 1 else { return .prometheus }
    switch MetadataKeyword(words[1]) {
    case nil: return .prometheus
    case .unit: return .openmetrics
    case .help:
      if words.count > 2, words[2] != typed { helped = words[2] }
      return nil
    case .type: return words.count > 3 ? markOfType(words[2], words[3]) : nil
    }
  }

  private mutating func markOfType(_ name: [UInt8], _ type: [UInt8]) -> ExpositionDialect? {
    (typed, isCounter) = (name, false)
    if helped == name { hasHelpFirst = true }
    switch String(decoding: type, as: UTF8.self) {
    case "untyped": return .prometheus
    case "unknown", "info", "stateset", "gaugehistogram": return .openmetrics
    case "gauge": typed = []
    case "counter":
      if name.suffix(6).elementsEqual("_total".utf8) { return .prometheus }
      isCounter = true
      hasCounterWithoutTotal = true
    default: break
    }
    return nil
  }

  /// OpenMetrics gives counters `_total` behind their family's name, and has created times without
  /// a family of their own.
  private mutating func markOfSample(_ line: Int) -> ExpositionDialect? {
    guard !typed.isEmpty, text.has(typed, at: line) else { return nil }
    let rest = line + typed.count
    if text.has("_created", at: rest) { return .openmetrics }
    guard isCounter else { return nil }
    if text.has("_total", at: rest) { return .openmetrics }
    return isNameByte(text[rest]) ? nil : .prometheus
  }
}
