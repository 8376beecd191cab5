/// A rule of the text formats that a line broke, with what was found there.
///
/// Sources: OpenMetrics 1.0; Prometheus documentation, "Exposition formats".
public enum ExpositionRule: Equatable, Sendable {
  // The text as a whole.
  case notUTF8
  case byteOrderMark
  case endMissing
  case textAfterEnd
  case carriageReturn

  // Lines and their parts.
  case expected(Part, found: String)
  case blankLine
  case comment(String)
  case badEscape(String)
  case quoteMissing
  case number(String)
  case timestamp(String)
  case moment(String)

  // Metadata.
  case type(String)
  case metadataTwice(String, of: String)
  case metadataAfterSamples(String)
  case linesApart(String)
  case unitSuffix(unit: String, name: String)
  case unitOnKind(MetricKind)
  case helpTooLong(Int)
  case nameTooLong(Int)
  case collision(String, with: String, sample: String, line: Int)

  // Samples and their labels.
  case foreignSample(String, of: String, MetricKind)
  case seriesApart(String)
  case sampleTwice(String)
  case reservedLabel(String)
  case labelTwice(String)
  case labelMissing(String)
  case labelOnSample(String)
  case tooManyLabels(Int)
  case labelsTooLong(Int)
  case stateTooLong(Int)
  case timestampOnSome
  case timestampBackwards
  case exemplar
  case exemplarTooLong(Int)
  case exemplarAboveBucket

  // Values.
  case counterValue(String)
  case count(String)
  /// A count is so large that no number of it is left to say that there is none.
  case countTooLarge
  /// A line of the exact form is not right.
  case exactLine
  /// The exact form lacks its last line.
  case exactEnd
  case sum(String)
  case infoValue(String)
  case stateValue(String)
  case quantileValue(String)
  case bound(String)
  case quantile(String)
  case quantileNumber(String)

  // What a series is made of.
  case sampleMissing(String)
  case boundsOutOfOrder
  case bucketsDecrease
  case infinityMissing
  case countIsNotInfinity(String)
  case countWithoutSum
  case sumWithoutCount
  case sumBelowZero
  case gaugeSumBelowZero
  case tooMany(Parts, atMost: Int)
  case partsDiffer(Parts)
  case createdOfNoSeries(String)

  /// What a line may have to go on with.
  public enum Part: String, Sendable {
    case metricName, labelName, blank, equals, quote, commaOrBrace, lineEnd, value, timestamp,
      labels
  }

  /// What every series of a family must have the same of.
  public enum Parts: String, Sendable {
    case buckets, quantiles, states
  }
}
