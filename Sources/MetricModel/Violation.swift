/// A rule that words or values broke, with what broke it.
///
/// `e_inval`.
public enum Violation: Equatable, Sendable {
  case kind(String)
  case metricName(String)
  case labelName(String)
  case reservedLabel(String)
  case duplicateLabel(String)
  case tooManyLabels(Int)
  case labelsTooLong(Int)
  case labelSyntax(String, LabelSyntaxFault)
  case number(String)
  case helpTooLong(Int)
  case unit(String)
  case unitOnKind(MetricKind)
  case unitSuffix(MetricName, String)
  case collision(MetricName, with: MetricName)
  case kindConflict(MetricName, declared: MetricKind, wanted: MetricKind)
  case notUTF8(String)
  case advancesByItself(MetricName)
  case notAdditive(MetricName, MetricKind)
  case counterDelta(MetricName, Double)
  case counterValue(MetricName, Double)
  case counterDecrease(SeriesReference, from: Double, to: Double)
  case incrementLost(SeriesReference, value: Double, delta: Double)
  case overflow(SeriesReference)
  case observation(MetricName, Double)
  case notObservable(MetricName, MetricKind)
  case state(MetricName, String, [String])
  case valueMissing(MetricName, MetricKind)
  case valueOfOtherKind(MetricName, MetricKind)
  /// What is to be added lacks a part, such as a sum, that would not be known any more.
  case partMissing(MetricName)
  /// A summary's quantiles, which were imported, are not from 0 to 1.
  case notShares(MetricName)
  case buckets
  case quantiles
  case states
  case stateTwice(String)
  case bucketsMissing(MetricName)
  case statesMissing(MetricName)
  case statesetName(MetricName)
  case layoutOnKind(String, MetricKind)
  case layoutConflict(MetricName, MetricFamily.Layout)
  case elapsed(Double)
  case labelNames(MetricName, declared: [String], given: [String])
  case nameTaken(String, by: String)
  case notCarried(MetricName, Double)
  case tooManyObservations(MetricName, Int)
  case selector(String, String)
  case configuration(file: String, line: Int, String)
  case exposition(source: String, line: Int, column: Int, ExpositionRule)
  case option(String, value: String, expected: String)
  case environment(String, value: String, expected: String)
  case pushTarget(String, String, forms: String)
  /// A server cannot do what it is asked to, or may not; what and why.
  case serving(String)
  /// The line of a batch cannot be told apart into words.
  case lineSyntax(LineSyntaxFault)
  /// What was corked from that line on was not carried out, since a line of it is wrong.
  case corkDropped(line: Int)
  /// The words do not form a command; the argument parser explains those of the command line.
  case usage(String)
}

/// Where the text of a labelset stops making sense.
public enum LabelSyntaxFault: Sendable {
  case expectedEquals, expectedComma, badEscape, missingQuote, missingBrace, bareValue,
    carriageReturn
  /// Signs of a selector, which name no one series: `=~`, `!=`, `!~`.
  case pattern, unequal, patternUnequal

  var explanation: String {
    switch self {
    case .expectedEquals: "expected name=value"
    case .expectedComma: "expected a comma after the closing quote"
    case .badEscape: #"only \\, \" and \n may follow a backslash in quotes"#
    case .missingQuote: "the closing quote is missing"
    case .missingBrace: "the closing brace is missing"
    case .bareValue:
      #"in braces a value stands in double quotes, and for the shell all of it in single ones "#
        + #"('NAME{code="200"}')"#
    case .carriageReturn:
      "a carriage return stands at the end (does the script have CRLF line ends?)"
    case .pattern:
      #"=~ is for selectors, as dump takes them; here each label has one value (code=200; one that "#
        + #"begins with ~ in a quoted LABELSET, home="~x")"#
    case .unequal: Self.selects("!=")
    case .patternUnequal: Self.selects("!~")
    }
  }

  private static func selects(_ sign: String) -> String {
    "\(sign) is for selectors, as dump takes them; here each label has one value (code=200)"
  }
}

/// Where a line stops being words quoted as for a shell.
public enum LineSyntaxFault: String, Sendable {
  case missingSingleQuote = "the closing ' is missing"
  case missingDoubleQuote = "the closing \" is missing"
  case trailingBackslash = "nothing follows the backslash at the end"
  case nullByte = "it holds a NUL byte"
  case notUTF8 = "it is not UTF-8"
  case tooLong = "it is longer than 1 MiB"
}

extension Violation: CustomStringConvertible {
  /// The rule, what broke it and, where there is one, the remedy.
  public var description: String { explanation(.command) }

  /// The same, with a remedy that is an operation in one of its forms.
  func explanation(_ form: RemedyForm) -> String {
    let rule =
      namingRule ?? valueRule ?? layoutRule ?? expositionRule ?? programRule ?? wordingRule
    guard let (operation, effect) = remedy else { return rule }
    return "\(rule) (\(form.words(operation)) \(effect))"
  }

  /// The operation that would help, and what it does.
  private var remedy: (operation: String, effect: String)? {
    switch self {
    case .kindConflict(let name, declared: _, wanted: _), .layoutConflict(let name, _):
      ("delete \(name) --all", "forgets it")
    case .counterDecrease: ("reset", "makes it 0")
    default: nil
    }
  }

  private var namingRule: String? {
    switch self {
    case .kind(let word):
      "'\(shown(word))' is not a type "
        + "(\(MetricKind.allCases.map(\.word).joined(separator: ", ")))"
    case .metricName(let name):
      "'\(shown(name))' is not a metric name (letters, digits, '_' and ':', "
        + "not a digit first, at most \(MetricName.maximumLength) bytes)"
    case .labelName(let name):
      "'\(shown(name))' is not a label name (letters, digits and '_', not a digit first)"
    case .reservedLabel(let name): "label '\(shown(name))' is reserved (choose another name)"
    case .duplicateLabel(let name): "label '\(shown(name))' is given twice"
    case .tooManyLabels(let count): "\(count) labels are too many (\(LabelSet.maximumCount))"
    case .labelsTooLong(let length):
      "a labelset of \(length) bytes is too long (\(LabelSet.maximumLength))"
    case .labelSyntax(let text, let fault): "labels '\(shown(text))': \(fault.explanation)"
    case .helpTooLong(let length):
      "a help text of \(length) bytes is too long (\(MetricFamily.maximumHelpLength))"
    case .unit(let unit): "'\(shown(unit))' is not a unit (letters, digits and '_')"
    case .unitOnKind(let kind): "a metric of type \(kind.word) has no unit"
    case .unitSuffix(let name, let unit):
      "with unit '\(unit)' the name must end in '_\(unit)' (declare \(name)_\(unit))"
    case .collision(let name, let other):
      "metric '\(name)' would share a sample name with the declared metric '\(other)' "
        + "(choose another name)"
    case .kindConflict(let name, let declared, let wanted):
      "metric '\(name)' is declared as \(declared.word), not \(wanted.word)"
    default: nil
    }
  }

  private var valueRule: String? {
    switch self {
    case .number(let word):
      "'\(shown(word))' is not a number (\(Self.number(meantBy: word) ?? "like 3, -0.5, 1e6, +Inf, NaN"))"
    case .advancesByItself(let name):
      "metric '\(name)' is a duration: it advances by itself (use set or reset)"
    case .notAdditive(let name, let kind):
      "metric '\(name)' is of type \(kind.word): \(kind.rightVerb)"
    case .counterDelta(let name, let delta):
      "counter '\(name)' cannot go by \(MetricNumber.text(delta)) (only by finite numbers, 0 or more; "
        + "see reset)"
    case .counterValue(let name, let value):
      "counter '\(name)' cannot be \(MetricNumber.text(value)) "
        + "(only a finite number, 0 or more)"
    case .counterDecrease(let series, let old, let new):
      "counter '\(shown(series.description))' cannot go from \(MetricNumber.text(old)) down to "
        + "\(MetricNumber.text(new))"
    case .incrementLost(let series, let value, let delta):
      "adding \(MetricNumber.text(delta)) to '\(shown(series.description))' would be lost: "
        + Self.whyLost(delta, from: value)
    case .overflow(let series): "'\(shown(series.description))' would overflow"
    case .elapsed(let seconds):
      "a duration cannot be \(MetricNumber.text(seconds)) (0 to about 200 years of seconds)"
    default: nil
    }
  }

  /// How a number is written that has a `=` before it or a comma for its point.
  private static func number(meantBy word: String) -> String? {
    let bare = word.hasPrefix("=") ? String(word.dropFirst()) : word
    let parts = bare.split(separator: ",", omittingEmptySubsequences: false)
    let text = parts.count == 2 && parts[1].utf8.count != 3 ? parts.joined(separator: ".") : bare
    return text != word && MetricNumber.read(text) != nil ? "write \(text)" : nil
  }

  private static func whyLost(_ delta: Double, from value: Double) -> String {
    let shown = MetricNumber.text(value)
    if !value.isFinite { return "\(shown) stays \(shown) whatever is added (use set or reset)" }
    return max(abs(value), abs(value + delta)) >= MetricNumber.exactLimit
      ? "\(shown) is past what a double counts exactly" : "it vanishes beside \(shown)"
  }

  private var wordingRule: String {
    switch self {
    case .notUTF8(let word): "'\(shown(word))' is not UTF-8"
    case .selector(let text, let fault): "selector '\(shown(text))': \(shown(fault))"
    case .configuration(let file, let line, let fault):
      "\(shown(file)): line \(line): \(shown(fault))"
    case .option(let name, let value, let expected):
      "\(name) takes \(expected), not '\(shown(value))'"
    case .environment(let name, let value, let expected):
      "environment variable \(name) takes \(expected), not '\(shown(value))'"
    case .pushTarget(let url, let fault, let forms):
      "cannot push to '\(shown(url))': \(shown(fault)) (write \(forms))"
    case .corkDropped(let line):
      "nothing was done of what is corked since line \(line), for a line in it is wrong"
    case .lineSyntax(let fault): fault.rawValue
    case .serving(let text): shown(text, atMost: 1_000)
    case .usage(let text): shown(text, atMost: 1_000)
    default: "invalid"
    }
  }
}
