/// Reads a regular expression in the syntax that PromQL's users know, a subset of RE2's.
///
/// ```
/// choice   = sequence *( "|" sequence )
/// sequence = *( atom [ "*" / "+" / "?" / "{" m [ "," [ n ] ] "}" ] [ "?" ] )
/// atom     = "." / "^" / "$" / scalar / escape / "[" ... "]"
///          / "(" choice ")" / "(?:" choice ")" / "(?i)" / "(?i:" choice ")"
/// escape   = "\d" / "\D" / "\w" / "\W" / "\s" / "\S" / "\b" / "\B" / "\A" / "\z"
///          / "\n" / "\t" / "\r" / "\f" / "\v" / "\a" / "\xHH" / "\x{H...}" / "\" punctuation
/// ```
/// `.` takes any scalar, a newline too, as Prometheus 3 has it. Groups nest at most 200 deep, so
/// that no pattern can exhaust the stack. Whether a repetition is greedy makes no difference to
/// whole matches; `?` after one is taken and ignored. Back-references and Unicode classes
/// (`\p{L}`) are faults. Source: the RE2 syntax page.
struct PatternReader {
  static let deepestNesting = 200
  static let mostRepetitions = 1000

  var scalars: [Unicode.Scalar]
  var position = 0
  var ignoresCase = false
  private var depth = 0

  init(_ pattern: String) { scalars = Array(pattern.unicodeScalars) }

  /// The whole pattern as a tree.
  mutating func read() throws(PatternFault) -> PatternNode {
    let node = try readChoice()
    guard position == scalars.count else { throw PatternFault("a ')' without its '('") }
    return node
  }

  private mutating func readChoice() throws(PatternFault) -> PatternNode {
    let outerCase = ignoresCase
    defer { ignoresCase = outerCase }
    var branches = [try readSequence()]
    while take("|") { branches.append(try readSequence()) }
    return branches.count == 1 ? branches[0] : .choice(branches)
  }

  private mutating func readSequence() throws(PatternFault) -> PatternNode {
    var nodes: [PatternNode] = []
    while let next = peek(), next != "|", next != ")" {
      guard let atom = try readAtom() else { continue }
      nodes.append(try readRepetition(of: atom))
    }
    return nodes.count == 1 ? nodes[0] : .sequence(nodes)
  }

  /// One atom, or nil for `(?i)`, which only changes what follows.
  private mutating func readAtom() throws(PatternFault) -> PatternNode? {
    let scalar = scalars[position]
    position += 1
    switch scalar {
    case ".": return .scalar(ScalarClass(ranges: [0...0x10ffff]))
    case "^": return .place(.start)
    case "$": return .place(.end)
    case "[": return .scalar(try readClass())
    case "(": return try readGroup()
    case "\\": return try readEscape()
    case "*", "+", "?": throw PatternFault("nothing to repeat before '\(scalar)'")
    default: return .scalar(literal(scalar))
    }
  }

  /// What follows a `(`.
  private mutating func readGroup() throws(PatternFault) -> PatternNode? {
    var innerCase = ignoresCase
    if take("?") {
      if take("i") {
        innerCase = true
        if take(")") {
          ignoresCase = true
          return nil
        }
      }
      guard take(":") else { throw PatternFault("only '(?:', '(?i)' and '(?i:' may follow '(?'") }
    }
    depth += 1
    guard depth <= Self.deepestNesting else { throw PatternFault("too many nested groups") }
    let outerCase = ignoresCase
    ignoresCase = innerCase
    let node = try readChoice()
    ignoresCase = outerCase
    depth -= 1
    guard take(")") else { throw PatternFault("a '(' without its ')'") }
    return node
  }

  func literal(_ scalar: Unicode.Scalar) -> ScalarClass {
    ScalarClass(ranges: [scalar.value...scalar.value], ignoresCase: ignoresCase)
  }

  func peek() -> Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard peek() == scalar else { return false }
    position += 1
    return true
  }
}
