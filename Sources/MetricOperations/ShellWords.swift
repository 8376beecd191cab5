package import MetricModel

/// Tells one line apart into words as a shell would, with nothing expanded.
///
/// Words are separated by blanks and tabs. In single quotes every byte stands for itself; in double
/// quotes a backslash quotes `"`, `\`, `$` and a backtick, and stands for itself before anything
/// else; outside it quotes any byte. `#` at the start of a word begins a comment. A quote ends in
/// the line in which it began.
package struct ShellWords {
  private let line: ArraySlice<UInt8>
  private var position: Int

  /// The words of a line, which comes without its end; none for a blank one or a comment.
  ///
  /// Throws `invalid(.lineSyntax)` for a quote without its end, a backslash before nothing, a NUL
  /// byte, and what is not UTF-8.
  package static func read(_ line: ArraySlice<UInt8>) throws(MetricError) -> [String] {
    guard !line.contains(0) else { throw .invalid(.lineSyntax(.nullByte)) }
    guard String(validating: line, as: UTF8.self) != nil else {
      throw .invalid(.lineSyntax(.notUTF8))
    }
    var reader = ShellWords(line)
    var words: [String] = []
    while reader.findWord() { words.append(try reader.readWord()) }
    return words
  }

  private init(_ line: ArraySlice<UInt8>) {
    self.line = line
    position = line.startIndex
  }

  /// Whether a byte separates words.
  package static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }

  /// Goes to the next word; false at the end or at a comment.
  private mutating func findWord() -> Bool {
    while position < line.endIndex, Self.isBlank(line[position]) { position += 1 }
    return position < line.endIndex && line[position] != UInt8(ascii: "#")
  }

  private mutating func readWord() throws(MetricError) -> String {
    var word: [UInt8] = []
    while let byte = next(), !Self.isBlank(byte) {
      switch byte {
      case UInt8(ascii: "'"): try readSingleQuoted(into: &word)
      case UInt8(ascii: "\""): try readDoubleQuoted(into: &word)
      case UInt8(ascii: "\\"):
        guard let quoted = next() else { throw .invalid(.lineSyntax(.trailingBackslash)) }
        word.append(quoted)
      default: word.append(byte)
      }
    }
    return String(decoding: word, as: UTF8.self)
  }

  private mutating func next() -> UInt8? {
    guard position < line.endIndex else { return nil }
    defer { position += 1 }
    return line[position]
  }

  private mutating func readSingleQuoted(into word: inout [UInt8]) throws(MetricError) {
    while let byte = next() {
      if byte == UInt8(ascii: "'") { return }
      word.append(byte)
    }
    throw .invalid(.lineSyntax(.missingSingleQuote))
  }

  private mutating func readDoubleQuoted(into word: inout [UInt8]) throws(MetricError) {
    while let byte = next() {
      switch byte {
      case UInt8(ascii: "\""): return
      case UInt8(ascii: "\\"):
        guard let quoted = next() else { throw .invalid(.lineSyntax(.missingDoubleQuote)) }
        if !Self.isQuotable(quoted) { word.append(byte) }
        word.append(quoted)
      default: word.append(byte)
      }
    }
    throw .invalid(.lineSyntax(.missingDoubleQuote))
  }

  private static func isQuotable(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "$")
      || byte == UInt8(ascii: "`")
  }
}
