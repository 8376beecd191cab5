internal import MetricModel

// Lines that begin with `#`.
extension ExpositionParser {
  /// Reads a metadata line, or passes over a comment of Prometheus text.
  mutating func readMetadata() throws(MetricError) {
    let line = text.position
    text.position += 1
    if dialect == .openmetrics { try text.take(UInt8(ascii: " "), .blank) }
    skipBlanks()
    let word = text.position
    while !isBlankOrEnd(text.byte) { text.position += 1 }
    let end = text.position
    guard let keyword = keyword(word, end) else { return try takeComment(word, end) }
    try takeBlank()
    let name = try takeName()
    try open(name.start, name.end, line: line, keyword)
    switch keyword {
    case .type: try readType()
    case .help: try readHelp()
    case .unit: try readUnit()
    }
  }

  private func isBlankOrEnd(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\t")
  }

  /// The keyword of a metadata line; Prometheus text knows no UNIT.
  private func keyword(_ start: Int, _ end: Int) -> MetadataKeyword? {
    let keyword = MetadataKeyword(text.bytes(start, end))
    return keyword == .unit && dialect == .prometheus ? nil : keyword
  }

  private mutating func takeComment(_ start: Int, _ end: Int) throws(MetricError) {
    guard dialect == .prometheus else {
      if text.has("EOF\n", at: start) { throw text.fault(.textAfterEnd, at: end + 1) }
      throw text.fault(.comment(text.string(start, end)), at: start)
    }
    text.position = text.lineEnd(from: end) + 1
  }

  /// Makes the family that a metadata line names the one that is being read.
  private mutating func open(
    _ start: Int, _ end: Int, line: Int, _ keyword: MetadataKeyword
  ) throws(MetricError) {
    let name = Array(text.bytes(start, end))
    if name != family.name {
      try begin(name, at: start, line: line)
    } else if family.hasSamples {
      throw text.fault(.metadataAfterSamples(family.nameText), at: start)
    }
    guard family.metadata.insert(keyword).inserted else {
      throw text.fault(.metadataTwice(keyword.rawValue, of: family.nameText), at: start)
    }
  }

  private mutating func readType() throws(MetricError) {
    try takeBlank()
    let start = text.position
    while !isBlankOrEnd(text.byte) { text.position += 1 }
    let word = text.string(start, text.position)
    guard let kind = kind(word) else {
      let isLeftOut = word == "gaugehistogram" && dialect == .openmetrics
      throw text.fault(isLeftOut ? .typeNotKept(word) : .type(word), at: start)
    }
    family.kind = kind
    try checkUnit(at: start)
    if dialect == .prometheus { noteCreatedTimes() }
    try takeLineEnd()
  }

  /// The kind that a word means in this format.
  private func kind(_ word: String) -> MetricKind? {
    switch (dialect, word) {
    case (_, "counter"): .counter
    case (_, "gauge"): .gauge
    case (_, "histogram"): .histogram
    case (_, "summary"): .summary
    case (.openmetrics, "info"): .info
    case (.openmetrics, "stateset"): .stateset
    case (.openmetrics, "unknown"), (.prometheus, "untyped"): .unknown
    default: nil
    }
  }

  private mutating func readUnit() throws(MetricError) {
    try takeBlank()
    let start = text.position
    while isNameByte(text.byte) || text.byte == UInt8(ascii: ":") { text.position += 1 }
    family.unit = text.string(start, text.position)
    guard family.unit.isEmpty || family.nameText.hasSuffix("_" + family.unit) else {
      throw text.fault(.unitSuffix(unit: family.unit, name: family.nameText), at: start)
    }
    try checkUnit(at: start)
    try takeLineEnd()
  }

  private func checkUnit(at place: Int) throws(MetricError) {
    guard !family.unit.isEmpty, family.kind == .info || family.kind == .stateset else { return }
    throw text.fault(.unitOnKind(family.kind), at: place)
  }

  private mutating func readHelp() throws(MetricError) {
    if dialect == .prometheus, text.byte == UInt8(ascii: "\n") {
      text.position += 1
      return
    }
    try takeBlank()
    let start = text.position
    let end = text.lineEnd(from: start)
    try checkEscapes(start, end)
    let help = text.unescaped(start, end)
    guard help.count <= MetricFamily.maximumHelpLength else {
      throw text.fault(.helpTooLong(help.count), at: start)
    }
    family.help = String(decoding: help, as: UTF8.self)
    text.position = end + 1
  }

  /// Quotes are escaped in OpenMetrics and are not in Prometheus text, which refuses what it does
  /// not know.
  private func checkEscapes(_ start: Int, _ end: Int) throws(MetricError) {
    var place = start
    while place < end {
      switch (text[place], dialect) {
      case (UInt8(ascii: "\""), .openmetrics): throw text.fault(.bareQuote, at: place)
      case (UInt8(ascii: "\\"), .openmetrics): place += 1
      case (UInt8(ascii: "\\"), .prometheus):
        let next = text[place + 1]
        guard next == UInt8(ascii: "\\") || next == UInt8(ascii: "n") else {
          let length = next == UInt8(ascii: "\n") ? 1 : 2
          throw text.fault(.badEscape(text.string(place, place + length)), at: place)
        }
        place += 1
      default: break
      }
      place += 1
    }
  }
}
