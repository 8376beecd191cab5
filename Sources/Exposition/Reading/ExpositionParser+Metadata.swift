internal import MetricModel

// Lines that begin with `#`.
extension ExpositionParser {
  /// Reads a metadata line, or passes over a comment of Prometheus text.
  mutating func readMetadata() throws(ExpositionFault) {
    text.position += 1
    if dialect == .openmetrics, text.byte != UInt8(ascii: " ") {
      throw text.expected(.blank).ofNoMetric
    }
    text.position += dialect == .openmetrics ? 1 : 0
    skipBlanks()
    let word = text.position
    while !isBlankOrEnd(text.byte) { text.position += 1 }
    let end = text.position
    guard let keyword = keyword(word, end) else { return try takeComment(word, end) }
    let name = try takeNameOfMetadata()
    guard try open(name.start, name.end, keyword) else { return skipLine() }
    switch keyword {
    case .type: try readType()
    case .help: try readHelp()
    case .unit: try readUnit()
    }
    family.metadata.insert(keyword)
  }

  /// A line whose name cannot be read ends the family before it and concerns no other.
  private mutating func takeNameOfMetadata() throws(ExpositionFault) -> (start: Int, end: Int) {
    do throws(ExpositionFault) {
      try takeBlank()
      return try takeName()
    } catch {
      closeFamily()
      throw error.ofNoMetric
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

  private mutating func takeComment(_ start: Int, _ end: Int) throws(ExpositionFault) {
    guard dialect == .prometheus else {
      if text.has("EOF\n", at: start) { throw text.fault(.textAfterEnd, at: end + 1) }
      throw text.fault(.comment(text.string(start, end)), at: start).ofNoMetric
    }
    text.position = text.lineEnd(from: end) + 1
  }

  /// Makes the family that a metadata line names the one that is being read; false when that is
  /// left out whatever the line says.
  ///
  /// Prometheus text may say the same again, and have a HELP anywhere.
  private mutating func open(
    _ start: Int, _ end: Int, _ keyword: MetadataKeyword
  ) throws(ExpositionFault) -> Bool {
    let name = Array(text.bytes(start, end))
    if name != family.name { try begin(name, at: start) }
    // Its kind still tells which samples are its own.
    if family.isFaulty { return keyword == .type && !family.hasSamples }
    let isAgain = family.metadata.contains(keyword)
    switch dialect {
    case .openmetrics:
      if family.hasSamples {
        throw text.fault(.metadataAfterSamples(family.nameText), at: start)
      }
      if isAgain { throw second(keyword, at: start) }
    case .prometheus:
      if family.hasSamples, keyword == .type, !isAgain {
        throw text.fault(.metadataAfterSamples(family.nameText), at: start)
      }
    }
    return true
  }

  private func second(_ keyword: MetadataKeyword, at place: Int) -> ExpositionFault {
    text.fault(.metadataTwice(keyword.rawValue, of: family.nameText), at: place)
  }

  private mutating func readType() throws(ExpositionFault) {
    try takeBlank()
    let start = text.position
    while !isBlankOrEnd(text.byte) { text.position += 1 }
    let word = text.string(start, text.position)
    guard let kind = kind(word) else {
      family.isOfUnknownType = true
      throw text.fault(.type(word), at: start)
    }
    if family.metadata.contains(.type), kind != family.kind { throw second(.type, at: start) }
    family.kind = kind
    try checkUnit(at: start)
    if dialect == .prometheus, !family.metadata.contains(.type) { noteCreatedTimes() }
    try takeLineEnd()
  }

  /// The kind that a word means in this format.
  private func kind(_ word: String) -> MetricKind? {
    // promtool reads types of Prometheus text in any case.
    switch (dialect, dialect == .prometheus ? word.lowercased() : word) {
    case (_, "counter"): .counter
    case (_, "gauge"): .gauge
    case (_, "histogram"): .histogram
    case (_, "summary"): .summary
    case (.openmetrics, "gaugehistogram"): .gaugehistogram
    case (.openmetrics, "info"): .info
    case (.openmetrics, "stateset"): .stateset
    case (.openmetrics, "unknown"), (.prometheus, "untyped"): .unknown
    default: nil
    }
  }

  private mutating func readUnit() throws(ExpositionFault) {
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

  private func checkUnit(at place: Int) throws(ExpositionFault) {
    guard !family.unit.isEmpty, family.kind == .info || family.kind == .stateset else { return }
    throw text.fault(.unitOnKind(family.kind), at: place)
  }

  private mutating func readHelp() throws(ExpositionFault) {
    var (start, end) = (text.position, text.position)
    if dialect == .openmetrics || text.byte != UInt8(ascii: "\n") {
      try takeBlank()
      start = text.position
      end = text.lineEnd(from: start)
    }
    if dialect == .prometheus { try checkEscapes(start, end) }
    let bytes = text.unescaped(start, end)
    guard bytes.count <= MetricFamily.maximumHelpLength else {
      throw text.fault(.helpTooLong(bytes.count), at: start)
    }
    let help = String(decoding: bytes, as: UTF8.self)
    if family.metadata.contains(.help), !help.utf8.elementsEqual(family.help.utf8) {
      throw second(.help, at: start)
    }
    family.help = help
    text.position = end + 1
  }

  /// Prometheus text refuses escapes that it does not know.
  private func checkEscapes(_ start: Int, _ end: Int) throws(ExpositionFault) {
    var place = start
    while place < end {
      if text[place] == UInt8(ascii: "\\") {
        let next = text[place + 1]
        guard next == UInt8(ascii: "\\") || next == UInt8(ascii: "n") else {
          let length = next == UInt8(ascii: "\n") ? 1 : 2
          throw text.fault(.badEscape(text.string(place, place + length)), at: place)
        }
        place += 1
      }
      place += 1
    }
  }
}
