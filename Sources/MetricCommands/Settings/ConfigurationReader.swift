internal import MetricModel

/// Takes a configuration file apart into keys and values.
///
/// ```
/// file      = *( blank / LF / comment / line / statement )
/// line      = key "=" value LF              ; the value as it stands, without the blanks around it
/// statement = key 1*( word / string ) ";"   ; in one line
/// string    = '"' ... '"'                   ; a backslash quotes what follows
/// comment   = "#" ... LF / "//" ... LF / "/*" ... "*/"
/// ```
/// Statements are those of GNU Mailutils, as mfmod_openmetrics has them. Source: GNU Mailutils manual,
/// "Configuration File Syntax".
struct ConfigurationReader {
  /// A key, what it is set to, and where.
  struct Setting {
    let key: String
    let value: String
    let line: Int
  }

  private let path: String
  private let bytes: [UInt8]
  private var position = 0
  private var line = 1

  /// The text of a file, which must be UTF-8 without a byte order mark.
  init(_ bytes: [UInt8], of path: String) throws(MetricError) {
    (self.bytes, self.path) = (bytes, path)
    guard !bytes.starts(with: [0xef, 0xbb, 0xbf]) else {
      throw fault("the file begins with a byte order mark (save it as UTF-8 without one)")
    }
    guard String(validating: bytes, as: UTF8.self) == nil else { return }
    for text in bytes.split(separator: Self.newline, omittingEmptySubsequences: false) {
      guard String(validating: text, as: UTF8.self) != nil else { throw fault("it is not UTF-8") }
      line += 1
    }
  }

  /// The next setting; nil at the end.
  mutating func next() throws(MetricError) -> Setting? {
    try skipSpace()
    guard peek() != nil else { return nil }
    let key = read { !Self.isBlank($0) && !"=;{\"\n".utf8.contains($0) }
    skip(while: Self.isBlank)
    switch peek() {
    case UInt8(ascii: "="):
      position += 1
      return Setting(key: key, value: try readToLineEnd(), line: line)
    case UInt8(ascii: "{"): throw fault("a block in braces is not for this file")
    default: return Setting(key: key, value: try readStatement(), line: line)
    }
  }

  /// A fault in the line that has just been read.
  func fault(_ text: String) -> MetricError {
    .invalid(.configuration(file: path, line: line, text))
  }

  private mutating func skipSpace() throws(MetricError) {
    while let byte = peek() {
      if byte == Self.newline {
        line += 1
        position += 1
      } else if Self.isBlank(byte) {
        position += 1
      } else if byte == UInt8(ascii: "#") || isAt("//") {
        skip { $0 != Self.newline }
      } else if isAt("/*") {
        try skipComment()
      } else {
        return
      }
    }
  }

  private mutating func skipComment() throws(MetricError) {
    let unfinished = fault("the comment has no end ('*/')")
    position += 2
    while !isAt("*/") {
      guard let byte = peek() else { throw unfinished }
      if byte == Self.newline { line += 1 }
      position += 1
    }
    position += 2
  }

  /// The value of `key = value`.
  private mutating func readToLineEnd() throws(MetricError) -> String {
    skip(while: Self.isBlank)
    var value = Array(read { $0 != Self.newline }.utf8)
    while let last = value.last, Self.isBlank(last) { value.removeLast() }
    if let quote = value.first, value.count > 1, quote == value.last,
      quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
    {
      throw fault("after '=' a value stands without quotes")
    }
    guard value.last != UInt8(ascii: ";") else {
      throw fault("after '=' a value ends with its line, without ';'")
    }
    return String(decoding: value, as: UTF8.self)
  }

  /// The words up to a `;`, joined by blanks.
  private mutating func readStatement() throws(MetricError) -> String {
    var words: [String] = []
    while true {
      skip(while: Self.isBlank)
      switch peek() {
      case UInt8(ascii: ";") where !words.isEmpty:
        position += 1
        return words.joined(separator: " ")
      case nil, Self.newline, UInt8(ascii: ";"):
        throw fault("expected key = value (or key value; in the form of mfmod_openmetrics)")
      case UInt8(ascii: "\""): words.append(try readString())
      default: words.append(read { !Self.isBlank($0) && !";\"\n".utf8.contains($0) })
      }
    }
  }

  private mutating func readString() throws(MetricError) -> String {
    position += 1
    var value: [UInt8] = []
    while let byte = peek(), byte != Self.newline {
      position += 1
      if byte == UInt8(ascii: "\"") { return String(decoding: value, as: UTF8.self) }
      if byte == UInt8(ascii: "\\"), let quoted = peek(), quoted != Self.newline {
        position += 1
        value.append(quoted)
      } else {
        value.append(byte)
      }
    }
    throw fault("the closing quote is missing")
  }

  private static let newline = UInt8(ascii: "\n")

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }

  private func peek() -> UInt8? { position < bytes.count ? bytes[position] : nil }

  private func isAt(_ mark: String) -> Bool { bytes[position...].starts(with: mark.utf8) }

  private mutating func skip(while belongs: (UInt8) -> Bool) {
    while let byte = peek(), belongs(byte) { position += 1 }
  }

  private mutating func read(while belongs: (UInt8) -> Bool) -> String {
    let start = position
    skip(while: belongs)
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }
}
