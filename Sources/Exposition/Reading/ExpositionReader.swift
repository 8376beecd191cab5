public import MetricModel

/// Reads OpenMetrics 1.0 and Prometheus 0.0.4 text, each by its own rules.
///
/// What breaks a rule of its format is told with the line, the column (in characters) and the rule.
/// Timestamps and exemplars are checked and left out, and of several points of one series the last
/// is kept, since only values of this instant are. Lines that are right and still cannot be kept
/// are refused by name.
///
/// Sources: OpenMetrics 1.0; Prometheus documentation, "Exposition formats"; what promtool and
/// Prometheus do where that is silent (see the manual page, "IMPORTED TEXT").
public enum ExpositionReader {
  /// The families of a text, sorted by name, each with its series sorted by labels.
  ///
  /// Throws the first fault. See `reading(of:from:as:)`.
  public static func read(
    _ text: UnsafeRawBufferPointer, from source: String, as dialect: ExpositionDialect? = nil
  ) throws(MetricError) -> MetricSnapshot {
    let reading = try reading(of: text, from: source, as: dialect)
    if let fault = reading.faults.first { throw fault.error }
    return reading.metrics
  }

  /// The same for text that is held as an array.
  public static func read(
    _ text: [UInt8], from source: String, as dialect: ExpositionDialect? = nil
  ) throws(MetricError) -> MetricSnapshot {
    try text.withUnsafeBufferPointer { text throws(MetricError) in
      try read(UnsafeRawBufferPointer(text), from: source, as: dialect)
    }
  }

  /// All that can be kept of a text, and what cannot and why.
  ///
  /// A family one line of which breaks a rule is left out whole. What concerns the text as a whole
  /// is thrown: it is not UTF-8, was cut off, or has the wrong ends of lines.
  ///
  /// `source` names the text in errors. Without a dialect the text itself must tell. Series whose
  /// created time does not stand in the text have `Timestamp.notGiven`, and so has each family.
  /// A histogram, summary or stateset without series says nothing of its buckets, quantiles or
  /// states and is left out.
  public static func reading(
    of text: UnsafeRawBufferPointer, from source: String, as dialect: ExpositionDialect? = nil
  ) throws(MetricError) -> ExpositionReading {
    guard text.isFinished(as: dialect) else {
      return try reading(of: Array(text), from: source, as: dialect)
    }
    return try told(of: text, from: source, as: dialect, isFinished: true)
  }

  /// The same for text that is held as an array, which spares copying it where its last line does
  /// not end.
  public static func reading(
    of text: consuming [UInt8], from source: String, as dialect: ExpositionDialect? = nil
  ) throws(MetricError) -> ExpositionReading {
    let isFinished = text.withUnsafeBytes { $0.isFinished(as: dialect) }
    // Each line is to end, so that no loop needs another bound.
    if !isFinished { text.append(UInt8(ascii: "\n")) }
    return try text.withUnsafeBufferPointer { text throws(MetricError) in
      try told(
        of: UnsafeRawBufferPointer(text), from: source, as: dialect, isFinished: isFinished)
    }
  }

  private static func told(
    of text: UnsafeRawBufferPointer, from source: String, as dialect: ExpositionDialect?,
    isFinished: Bool
  ) throws(MetricError) -> ExpositionReading {
    do throws(ExpositionFault) {
      let dialect =
        dialect ?? ExpositionMarks.dialect(of: TextCursor(text), isFinished: isFinished)
      return try wholeReading(of: text, from: source, as: dialect)
    } catch {
      var (counter, fault) = (PlaceCounter(text), error)
      if !isFinished { fault.place = min(fault.place, text.count - 1) }
      throw fault.told(of: source, &counter)
    }
  }

  private static func wholeReading(
    of text: UnsafeRawBufferPointer, from source: String, as dialect: ExpositionDialect
  ) throws(ExpositionFault) -> ExpositionReading {
    var cursor = TextCursor(text)
    try cursor.checkWhole()
    if dialect == .openmetrics { try cursor.takeOffEnd() }
    var parser = ExpositionParser(cursor, dialect)
    try parser.readLines()
    let kept = parser.finish()
    var counter = PlaceCounter(text)
    let faults = parser.faults.compactMap(\.self).sorted { $0.fault.place < $1.fault.place }.map {
      ExpositionReading.Fault(family: $0.family, error: $0.fault.told(of: source, &counter))
    }
    return ExpositionReading(
      source: source, dialect: dialect,
      metrics: MetricSnapshot(takenAt: .notGiven, families: kept.map { ($0.family, $0.series) }),
      lines: kept.map(\.line), faults: faults, earlierPointLine: parser.earlierPointLine)
  }
}

extension ExpositionFault {
  /// The error that a user is told; places must come in ascending order.
  fileprivate func told(of source: String, _ counter: inout PlaceCounter) -> MetricError {
    let (line, column) = counter.lineAndColumn(of: place)
    return .invalid(.exposition(source: source, line: line, column: column, rule))
  }
}

extension UnsafeRawBufferPointer {
  /// Whether its last line ends; that of OpenMetrics may be the mark of its end alone.
  fileprivate func isFinished(as dialect: ExpositionDialect?) -> Bool {
    guard let last, last != UInt8(ascii: "\n") else { return true }
    let mark = Array("# EOF".utf8)
    return dialect != .prometheus && suffix(mark.count).elementsEqual(mark)
      && (count == mark.count || self[count - mark.count - 1] == UInt8(ascii: "\n"))
  }
}
