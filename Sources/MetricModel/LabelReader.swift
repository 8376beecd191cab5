/// Reads the words in which a user gives labels: `code=200,path="/a,b"`.
///
/// A value is bare, up to the next comma, or in double quotes with `\\`, `\"` and `\n` inside.
/// The canonical text of a labelset is read by the same rules.
struct LabelReader {
  private let bytes: ArraySlice<UInt8>
  private var position: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    self.position = bytes.startIndex
  }

  /// Every label; nothing for empty text.
  mutating func readAll() throws(MetricError) -> LabelList {
    var labels = LabelList()
    while position < bytes.endIndex || labels.count > 0 {
      let name = try readName()
      try labels.insert(name: name, value: try readValue())
      guard position < bytes.endIndex else { break }
      guard bytes[position] == UInt8(ascii: ",") else { throw fault(.expectedComma) }
      position += 1
    }
    return labels
  }

  private mutating func readName() throws(MetricError) -> String {
    let start = position
    while position < bytes.endIndex, bytes[position] != UInt8(ascii: "="),
      bytes[position] != UInt8(ascii: ",")
    {
      position += 1
    }
    let name = String(decoding: bytes[start..<position], as: UTF8.self)
    guard position < bytes.endIndex, bytes[position] == UInt8(ascii: "=") else {
      throw fault(.expectedEquals)
    }
    position += 1
    return name
  }

  private mutating func readValue() throws(MetricError) -> [UInt8] {
    guard position < bytes.endIndex, bytes[position] == UInt8(ascii: "\"") else {
      let start = position
      while position < bytes.endIndex, bytes[position] != UInt8(ascii: ",") { position += 1 }
      return Array(bytes[start..<position])
    }
    position += 1
    return try readQuoted()
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
  public init(singleLabel word: String) throws(MetricError) {
    guard let equals = word.utf8.firstIndex(of: UInt8(ascii: "=")) else {
      throw .invalid(.labelSyntax(word, .expectedEquals))
    }
    let value = word.utf8[word.utf8.index(after: equals)...]
    var list = LabelList()
    try list.insert(name: String(word[..<equals]), value: Array(value))
    try self.init(list)
  }

  /// Whether a word begins as labels do: with a label's name and `=`.
  package static func beginsLikeLabel(_ word: String) -> Bool {
    guard let equals = word.utf8.firstIndex(of: UInt8(ascii: "=")), let first = word.utf8.first
    else { return word.isEmpty }
    return isNameStart(first) && word.utf8[..<equals].allSatisfy(isNameByte)
  }
}
