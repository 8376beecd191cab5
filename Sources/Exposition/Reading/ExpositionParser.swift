internal import MetricModel

/// Goes through a text line by line and gathers its families.
struct ExpositionParser {
  var text: TextCursor
  let dialect: ExpositionDialect
  /// The family that is being read; before the first one it has no name.
  var family: FamilyReading
  var finished = FinishedFamilies()

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
    family = FamilyReading(name: [], line: 0, dialect: dialect)
    scan = LabelScan(dialect)
    exemplarScan = LabelScan(dialect)
  }

  /// Reads all lines.
  mutating func readLines() throws(MetricError) {
    while text.position < text.end {
      skipBlanks()
      switch text.byte {
      case UInt8(ascii: "#"): try readMetadata()
      case UInt8(ascii: "\n"):
        guard dialect == .prometheus else { throw text.fault(.blankLine, at: text.position) }
        text.position += 1
      default: try readSample()
      }
    }
  }

  /// What was gathered.
  consuming func finish() throws(MetricError) -> MetricSnapshot {
    try finishFamily()
    return try finished.snapshot(text)
  }

  /// Prometheus text may have blanks and tabs between the parts of a line.
  @inline(__always)
  mutating func skipBlanks() {
    guard dialect == .prometheus else { return }
    while text.byte == UInt8(ascii: " ") || text.byte == UInt8(ascii: "\t") { text.position += 1 }
  }

  /// Goes past what parts two words: one blank in OpenMetrics, any number in Prometheus text.
  @inline(__always)
  mutating func takeBlank() throws(MetricError) {
    guard dialect == .prometheus else { return try text.take(UInt8(ascii: " "), .blank) }
    guard text.byte == UInt8(ascii: " ") || text.byte == UInt8(ascii: "\t") else {
      throw text.expected(.blank)
    }
    skipBlanks()
  }

  /// Goes past a metric name and returns its bytes' bounds.
  @inline(__always)
  mutating func takeName() throws(MetricError) -> (start: Int, end: Int) {
    let start = text.position
    guard isNameStart(text.byte) || text.byte == UInt8(ascii: ":") else {
      throw text.expected(.metricName)
    }
    while isNameByte(text.byte) || text.byte == UInt8(ascii: ":") { text.position += 1 }
    return (start, text.position)
  }

  /// Goes past the end of the line.
  @inline(__always)
  mutating func takeLineEnd() throws(MetricError) {
    skipBlanks()
    try text.take(UInt8(ascii: "\n"), .lineEnd)
  }
}
