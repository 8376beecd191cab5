/// Reads the text of a selector; the grammar stands at `Selector`.
struct SelectorReader {
  let text: String
  var scalars: [Unicode.Scalar]
  var position = 0

  init(_ text: String) {
    self.text = text
    scalars = Array(text.unicodeScalars)
  }

  /// The name part, nil when there is none, and the matchers in the order written.
  mutating func read() throws(MetricError) -> (name: String?, matchers: [LabelMatcher]) {
    skipBlanks()
    let name = readName()
    skipBlanks()
    guard peek() != nil else {
      guard let name else { throw error(.empty) }
      return (name, [])
    }
    guard take("{") else { throw error(.name) }
    let matchers = try readMatchers()
    skipBlanks()
    guard peek() == nil else { throw error(.afterBrace) }
    return (name, matchers)
  }

  private mutating func readName() -> String? {
    let name = readWhile { $0 != "{" && $0 != " " }
    return name.isEmpty ? nil : name
  }

  /// The matchers after a `{`, up to and with the `}`.
  private mutating func readMatchers() throws(MetricError) -> [LabelMatcher] {
    var matchers: [LabelMatcher] = []
    while true {
      skipBlanks()
      if take("}") { return matchers }
      matchers.append(try readMatcher())
      skipBlanks()
      guard take(",") || peek() == "}" else {
        throw error(peek() == nil ? .missingBrace : .comma)
      }
    }
  }

  private mutating func readMatcher() throws(MetricError) -> LabelMatcher {
    guard peek() != nil else { throw error(.missingBrace) }
    let name = readWhile { $0.isASCII && isNameByte(UInt8($0.value)) }
    guard Label.nameIsValid(name) else { throw error(.label) }
    skipBlanks()
    let (isNegated, isPattern) = try readOperator()
    skipBlanks()
    let value = try readQuoted()
    guard isPattern else {
      return LabelMatcher(name: name, equals: value, isNegated: isNegated)
    }
    let pattern: Pattern
    do { pattern = try Pattern(value) } catch { throw self.error(.pattern(error.explanation)) }
    return LabelMatcher(name: name, pattern: pattern, isNegated: isNegated)
  }

  private mutating func readOperator() throws(MetricError) -> (isNegated: Bool, isPattern: Bool) {
    if take("=") { return (false, take("~")) }
    guard take("!") else { throw error(.matchOperator) }
    if take("=") { return (true, false) }
    guard take("~") else { throw error(.matchOperator) }
    return (true, true)
  }

  func error(_ fault: SelectorFault) -> MetricError {
    .invalid(.selector(text, fault.explanation))
  }

  func peek() -> Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard peek() == scalar else { return false }
    position += 1
    return true
  }

  private mutating func skipBlanks() {
    while let next = peek(), next == " " || next == "\t" || next == "\n" { position += 1 }
  }

  private mutating func readWhile(_ belongs: (Unicode.Scalar) -> Bool) -> String {
    var read = String.UnicodeScalarView()
    while let next = peek(), belongs(next) {
      read.append(next)
      position += 1
    }
    return String(read)
  }
}

/// Where the text of a selector stops making sense.
enum SelectorFault {
  case empty, name, missingBrace, afterBrace, comma, label, matchOperator, quote, missingQuote
  case escape(String)
  case pattern(String)

  var explanation: String {
    switch self {
    case .empty: "a metric name, a glob or {label=\"value\"} is expected"
    case .name: "the name is not a metric name or a glob (*, ?, [a-z])"
    case .missingBrace: "the closing brace is missing"
    case .afterBrace: "nothing may follow the closing brace"
    case .comma: "a comma or the closing brace is expected after a matcher"
    case .label: "a label name is expected"
    case .matchOperator: "=, !=, =~ or !~ is expected after a label name"
    case .quote: "a value in quotes is expected"
    case .missingQuote: "the closing quote is missing"
    case .escape(let escape): "\(escape) is not an escape (in a pattern write \\\\ for \\)"
    case .pattern(let fault): "bad pattern: \(fault)"
    }
  }
}
