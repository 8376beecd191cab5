internal import MetricModel

/// Goes through a text line by line and gathers its families.
///
/// A line that breaks a rule costs its family and no more: the fault is kept, and reading goes on
/// behind that line.
struct ExpositionParser {
  var text: TextCursor
  let dialect: ExpositionDialect
  /// The family that is being read; before the first one it has no name.
  var family: FamilyReading
  var finished = FinishedFamilies()
  /// What was found wrong, and with which family, in the order in which it was found; nil for what
  /// more lines of a family have put right.
  var faults: [FoundFault?] = []
  /// The line on which the first of several points of one series is passed over.
  var earlierPointLine: Int?

  /// A fault, and the family that is left out for it.
  typealias FoundFault = (fault: ExpositionFault, family: MetricFamily?)

  /// Where the present line begins, and its number.
  var lineStart = 0
  var lineNumber = 0
  /// Where the lines of the present family begin that stand together.
  var blockStart = 0

  /// The series that is being read.
  var series = SeriesReading()
  var hasSeries = false
  /// Those of a family whose samples may come in any order.
  var waiting = WaitingSeries()
  /// The labels of the present sample.
  var labels: [UInt8] = []
  var scan: LabelScan
  var exemplarScan: LabelScan

  init(_ text: TextCursor, _ dialect: ExpositionDialect) {
    (self.text, self.dialect) = (text, dialect)
    family = .none(dialect)
    scan = LabelScan(dialect)
    exemplarScan = LabelScan(dialect)
  }

  /// Reads all lines; throws what concerns the text as a whole.
  mutating func readLines() throws(ExpositionFault) {
    while text.position < text.end {
      lineStart = text.position
      lineNumber += 1
      do throws(ExpositionFault) { try readLine() } catch { try goOn(after: error) }
    }
    lineStart = text.end
    closeFamily()
  }

  @inline(__always)
  private mutating func readLine() throws(ExpositionFault) {
    skipBlanks()
    switch text.byte {
    case UInt8(ascii: "#"): try readMetadata()
    case UInt8(ascii: "\n"):
      guard dialect == .prometheus else {
        throw text.fault(.blankLine, at: text.position).ofNoMetric
      }
      text.position += 1
    default: try readSample()
    }
  }

  /// Goes on behind the present line, which broke a rule.
  private mutating func goOn(after fault: ExpositionFault) throws(ExpositionFault) {
    let end = text.lineEnd(from: lineStart)
    if end > lineStart, text[end - 1] == UInt8(ascii: "\r") {
      throw text.fault(.carriageReturn, at: end - 1)
    }
    if fault.rule.concernsWholeText { throw fault }
    if fault.concernsNoMetric { faults.append((fault, nil)) } else { blame(fault) }
    text.position = end + 1
  }

  /// Leaves the present family out for a fault; it is told of the first one only.
  mutating func blame(_ fault: ExpositionFault) {
    hasSeries = false
    waiting = WaitingSeries()
    guard !family.name.isEmpty else { return faults.append((fault, nil)) }
    guard !family.isFaulty else { return }
    family.markFaulty()
    faults.append((fault, family.made))
  }
}

// Parts of lines.
extension ExpositionParser {
  /// Prometheus text may have blanks and tabs between the parts of a line.
  @inline(__always)
  mutating func skipBlanks() {
    guard dialect == .prometheus else { return }
    while text.byte == UInt8(ascii: " ") || text.byte == UInt8(ascii: "\t") { text.position += 1 }
  }

  /// Goes past what parts two words: one blank in OpenMetrics, any number in Prometheus text.
  @inline(__always)
  mutating func takeBlank() throws(ExpositionFault) {
    guard dialect == .prometheus else { return try text.take(UInt8(ascii: " "), .blank) }
    guard text.byte == UInt8(ascii: " ") || text.byte == UInt8(ascii: "\t") else {
      throw text.expected(.blank)
    }
    skipBlanks()
  }

  /// Goes past a metric name and returns its bytes' bounds.
  @inline(__always)
  mutating func takeName() throws(ExpositionFault) -> (start: Int, end: Int) {
    let start = text.position
    guard isNameStart(text.byte) || text.byte == UInt8(ascii: ":") else {
      throw text.expected(.metricName)
    }
    while isNameByte(text.byte) || text.byte == UInt8(ascii: ":") { text.position += 1 }
    return (start, text.position)
  }

  /// Goes past the end of the line.
  @inline(__always)
  mutating func takeLineEnd() throws(ExpositionFault) {
    skipBlanks()
    try text.take(UInt8(ascii: "\n"), .lineEnd)
  }

  /// Goes past the rest of the present line, whatever it holds.
  mutating func skipLine() { text.position = text.lineEnd(from: text.position) + 1 }
}
