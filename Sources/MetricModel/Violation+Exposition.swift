extension Violation {
  /// The rules of the text formats, and where in a text they were broken.
  var expositionRule: String? {
    switch self {
    case .exposition(let source, let line, let column, let rule):
      "\(shown(source)): line \(line), column \(column): \(rule.description)"
    default: nil
    }
  }
}

extension ExpositionRule: CustomStringConvertible {
  /// The rule, and what was found instead.
  public var description: String {
    textRule ?? metadataRule ?? sampleRule ?? valueRule ?? seriesRule
  }

  private var textRule: String? {
    switch self {
    case .notUTF8: "the text is not UTF-8 here"
    case .byteOrderMark: "the text must not begin with a byte order mark"
    case .endMissing:
      "the text must end in '# EOF' (it was cut off; or it is Prometheus text: --format prometheus)"
    case .textAfterEnd: "nothing may follow '# EOF'"
    case .carriageReturn:
      "the line ends in a carriage return and a line feed (CRLF): only a line feed may end it "
        + "(tr -d '\\r' takes the others out)"
    case .expected(let part, let found): "expected \(part.words), found \(Self.quoted(found))"
    case .blankLine: "OpenMetrics has no blank lines"
    case .comment(let word):
      "only TYPE, UNIT, HELP and EOF may follow '# ' in OpenMetrics, found '\(shown(word))'"
    case .badEscape(let escape):
      "'\(shown(escape))' is not an escape sequence of Prometheus text (\\\\, \\n, and \\\" in labels)"
    case .quoteMissing: "the closing quote of a label value is missing"
    case .number(let word): "'\(shown(word))' is not a number"
    case .timestamp(let word): "'\(shown(word))' is not a timestamp"
    case .moment(let word):
      "'\(shown(word))' is not a created time (seconds since 1970, from 1677 to 2262)"
    default: nil
    }
  }

  private var metadataRule: String? {
    switch self {
    case .type(let word): "'\(shown(word))' is not a type of this format"
    case .metadataTwice(let keyword, let name): "a second \(keyword) of '\(name)'"
    case .metadataAfterSamples(let name): "metadata of '\(name)' must stand before its samples"
    case .linesApart(let name): "all lines of '\(name)' must stand together"
    case .unitSuffix(let unit, let name):
      "with unit '\(unit)' the name must end in '_\(unit)', found '\(name)'"
    case .unitOnKind(let kind): "a metric of type \(kind.word) has no unit"
    case .helpTooLong(let length):
      "a help text of \(length) bytes is too long (\(MetricFamily.maximumHelpLength))"
    case .nameTooLong(let length):
      "a metric name of \(length) bytes is too long (\(MetricName.maximumLength))"
    case .collision(let name, let other, let sample, let line):
      "metrics '\(name)' and '\(other)' (line \(line)) would both have a sample '\(sample)'"
    default: nil
    }
  }

  private var sampleRule: String? {
    switch self {
    case .foreignSample(let sample, let name, let kind):
      "'\(sample)' is not a sample of '\(name)', which is of type \(kind.word)"
    case .seriesApart(let labels): "all samples of \(Self.series(labels)) must stand together"
    case .sampleTwice(let labels): "a second sample of the same name for \(Self.series(labels))"
    case .reservedLabel(let name): "label '\(shown(name))' is reserved"
    case .labelTwice(let name): "label '\(shown(name))' is given twice"
    case .labelMissing(let name): "the label '\(name)' is missing or empty"
    case .labelOnSample(let name): "the label '\(name)' does not belong on this sample"
    case .tooManyLabels(let count): "\(count) labels are too many (\(LabelSet.maximumCount))"
    case .labelsTooLong(let length):
      "labels of \(length) bytes are too long (\(LabelSet.maximumLength))"
    case .stateTooLong(let length):
      "a state of \(length) bytes is too long (\(MetricName.maximumLength))"
    case .timestampOnSome: "either all samples of a series have a timestamp or none has"
    case .timestampBackwards: "the timestamps of a series must increase"
    case .exemplar: "only _total of a counter and _bucket of a histogram have exemplars"
    case .exemplarTooLong(let count):
      "an exemplar's labels have at most 128 characters, not \(count)"
    case .exemplarAboveBucket: "the exemplar's value must not be above its bucket's bound"
    default: nil
    }
  }

  private var valueRule: String? {
    switch self {
    case .counterValue(let word): "a counter must be 0 or more, found '\(shown(word))'"
    case .count(let word): "a count must be a whole number, 0 or more, found '\(shown(word))'"
    case .exactLine: "this is not a line that dump --format exact writes"
    case .exactEnd: "the text must end in '# metricctl end' (it was cut off)"
    case .countTooLarge:
      "a count is too large (2^62 above the last bound, or 2^64 - 1 in a summary or a bucket)"
    case .sum(let word): "a sum must be 0 or more, found '\(shown(word))'"
    case .infoValue(let word): "an info must be 1, found '\(shown(word))'"
    case .stateValue(let word): "a state must be 0 or 1, found '\(shown(word))'"
    case .quantileValue(let word):
      "a quantile's value must be 0 or more, or NaN, found '\(shown(word))'"
    case .bound(let word):
      "a bucket's bound must be a finite number or '+Inf', found '\(shown(word))'"
    case .quantileNumber(let word): "a quantile must be a number, found '\(shown(word))'"
    case .quantile(let word): "a quantile must be a number from 0 to 1, found '\(shown(word))'"
    default: nil
    }
  }

  private var seriesRule: String {
    switch self {
    case .sampleMissing(let name): "this series has no sample '\(name)'"
    case .boundsOutOfOrder: "the bounds of buckets must increase"
    case .bucketsDecrease: "buckets are cumulative: a count must not be below the one before"
    case .infinityMissing: "a histogram must have a bucket le=\"+Inf\""
    case .countIsNotInfinity(let name): "'\(name)' must be what the +Inf bucket says"
    case .countWithoutSum: "a histogram with _count must have _sum"
    case .sumWithoutCount: "a histogram with _sum must have _count"
    case .sumBelowZero: "a histogram with bounds below 0 must not have _sum"
    case .gaugeSumBelowZero: "a gauge histogram without bounds below 0 has no _gsum below 0"
    case .tooMany(let parts, let most): "metricctl keeps at most \(most) \(parts.rawValue)"
    case .partsDiffer(let parts):
      "metricctl keeps metrics whose series all have the same \(parts.rawValue)"
    case .createdOfNoSeries(let labels):
      "a created time of \(Self.series(labels)), which is not there"
    default: "invalid"
    }
  }

  private static func quoted(_ character: String) -> String {
    switch character {
    case "\n": "the end of the line"
    case " ": "a blank"
    case "": "the end of the text"
    default: "'\(shown(character))'"
    }
  }

  private static func series(_ labels: String) -> String { "the series {\(shown(labels))}" }
}

extension ExpositionRule.Part {
  fileprivate var words: String {
    switch self {
    case .metricName: "a metric name"
    case .labelName: "a label name"
    case .blank: "one blank"
    case .equals: "'='"
    case .quote: "'\"'"
    case .commaOrBrace: "',' or '}'"
    case .lineEnd: "the end of the line"
    case .value: "a value"
    case .timestamp: "a timestamp"
    case .labels: "labels in braces"
    }
  }
}
