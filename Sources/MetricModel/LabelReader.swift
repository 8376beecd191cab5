/// Reads the words in which a user gives labels: `code=200,path="/a,b"`.
///
/// A value is bare, up to the next comma, or in double quotes with `\\`, `\"` and `\n` inside.
/// The canonical text of a labelset is read by the same rules. In the braces of `NAME{...}` every
/// value is quoted, and blanks and a last comma are passed over, as in PromQL and the text formats.
/// What only selects there (`=~`, `!=`, `!~`) is refused: no series is meant by it.
struct LabelReader {
  private let bytes: ArraySlice<UInt8>
  private let isBraced: Bool
  private var position: Int

  init(_ bytes: ArraySlice<UInt8>, isBraced: Bool = false) {
    self.bytes = bytes
    self.isBraced = isBraced
    self.position = bytes.startIndex
  }

  /// Every label; nothing for empty text.
  mutating func readAll() throws(MetricError) -> LabelList {
    var labels = LabelList()
    while true {
      skipBlanks()
      if position == bytes.endIndex, isBraced || labels.count == 0 { break }
      let name = try readName()
      try labels.insert(name: name, value: try readValue())
      skipBlanks()
      guard position < bytes.endIndex else { break }
      guard bytes[position] == UInt8(ascii: ",") else { throw fault(.expectedComma) }
      position += 1
    }
    return labels
  }

  private mutating func skipBlanks() {
    guard isBraced else { return }
    while position < bytes.endIndex, bytes[position] == UInt8(ascii: " ") { position += 1 }
  }

  private mutating func readName() throws(MetricError) -> String {
    let start = position
    while position < bytes.endIndex, bytes[position] != UInt8(ascii: "="),
      bytes[position] != UInt8(ascii: ",")
    {
      position += 1
    }
    var end = position
    if isBraced { while end > start, bytes[end - 1] == UInt8(ascii: " ") { end -= 1 } }
    let name = String(decoding: bytes[start..<end], as: UTF8.self)
    guard position < bytes.endIndex, bytes[position] == UInt8(ascii: "=") else {
      throw fault(Self.matcher(in: name) ?? .expectedEquals)
    }
    if end > start, bytes[end - 1] == UInt8(ascii: "!") { throw fault(.unequal) }
    position += 1
    return name
  }

  /// The sign of a selector that a text without `=` holds: `code!~"5.."`.
  static func matcher(in text: String) -> LabelSyntaxFault? {
    zip(text.utf8, text.utf8.dropFirst()).contains {
      $0 == UInt8(ascii: "!") && $1 == UInt8(ascii: "~")
    }
      ? .patternUnequal : nil
  }

  private mutating func readValue() throws(MetricError) -> [UInt8] {
    skipBlanks()
    let first = position < bytes.endIndex ? bytes[position] : UInt8(ascii: ",")
    if first == UInt8(ascii: "\"") {
      position += 1
      return try readQuoted()
    }
    if first == UInt8(ascii: "~") { throw fault(.pattern) }
    if isBraced { throw fault(.bareValue) }
    let start = position
    while position < bytes.endIndex, bytes[position] != UInt8(ascii: ",") { position += 1 }
    guard position == start || bytes[position - 1] != UInt8(ascii: "\r") else {
      throw fault(.carriageReturn)
    }
    return Array(bytes[start..<position])
  }

  private mutating func readQuoted() throws(MetricError) -> [UInt8] {
    var value: [UInt8] = []
    while position < bytes.endIndex {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "\"") { return value }
      guard byte == UInt8(ascii: "\\") else {
        value.append(byte)
        continue
      }
      guard position < bytes.endIndex else { break }
      switch bytes[position] {
      case UInt8(ascii: "\\"): value.append(UInt8(ascii: "\\"))
      case UInt8(ascii: "\""): value.append(UInt8(ascii: "\""))
      case UInt8(ascii: "n"): value.append(UInt8(ascii: "\n"))
      default: throw fault(.badEscape)
      }
      position += 1
    }
    throw fault(.missingQuote)
  }

  private func fault(_ rule: LabelSyntaxFault) -> MetricError {
    .invalid(.labelSyntax(String(decoding: bytes, as: UTF8.self), rule))
  }
}

extension LabelSet {
  /// A labelset from a word such as `code=200,path="/a,b"`; `""` is the empty labelset.
  public init(parsing word: String) throws(MetricError) {
    var reader = LabelReader(Array(word.utf8)[...])
    try self.init(try reader.readAll())
  }

  /// A labelset of one label from `-l name=value`, where the value is taken as it stands.
  ///
  /// One that begins with `~` is refused: it would be a selector's pattern.
  public init(singleLabel word: String) throws(MetricError) {
    guard let equals = word.utf8.firstIndex(of: UInt8(ascii: "=")) else {
      throw .invalid(.labelSyntax(word, LabelReader.matcher(in: word) ?? .expectedEquals))
    }
    let (name, value) = (word.utf8[..<equals], word.utf8[word.utf8.index(after: equals)...])
    if name.last == UInt8(ascii: "!") { throw .invalid(.labelSyntax(word, .unequal)) }
    if value.first == UInt8(ascii: "~") { throw .invalid(.labelSyntax(word, .pattern)) }
    var list = LabelList()
    try list.insert(name: String(Substring(name)), value: Array(value))
    try self.init(list)
  }

  /// A labelset from what stands in the braces of `NAME{code="200",path="/a,b"}`.
  init(inBraces text: String) throws(MetricError) {
    var reader = LabelReader(Array(text.utf8)[...], isBraced: true)
    try self.init(try reader.readAll())
  }

  /// Whether a word begins as labels do: with a label's name and `=`.
  package static func beginsLikeLabel(_ word: String) -> Bool {
    guard let equals = word.utf8.firstIndex(of: UInt8(ascii: "=")), let first = word.utf8.first
    else { return word.isEmpty }
    return isNameStart(first) && word.utf8[..<equals].allSatisfy(isNameByte)
  }
}
