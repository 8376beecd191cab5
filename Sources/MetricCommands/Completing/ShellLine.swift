/// A command line as it was typed so far, read as bash reads words; nothing in it is expanded.
struct ShellLine {
  /// The words before the one that is being typed, without their quotes.
  private(set) var words: [String] = []
  /// The word that is being typed, without its quotes.
  private(set) var current = ""
  /// How many characters of it bash keeps, since it completes only what stands behind them.
  private(set) var kept = 0
  /// The quote that is open at the end.
  private(set) var quote: Character?

  /// Reads a line up to the cursor; `breaks` are the characters that end what is completed.
  init(_ line: String, breaks: String) {
    var isWord = false
    var isEscaped = false
    for character in line {
      if isEscaped {
        current.append(character)
        isEscaped = false
      } else if character == "\\", quote != "'" {
        isEscaped = true
        isWord = true
      } else if let open = quote {
        if character == open { close() } else { current.append(character) }
      } else if character == "'" || character == "\"" {
        (quote, isWord) = (character, true)
        kept = current.count
      } else if character == " " || character == "\t" || character == "\n" {
        if isWord { end() }
        isWord = false
      } else {
        current.append(character)
        isWord = true
        if breaks.contains(character) { kept = current.count }
      }
    }
  }

  private mutating func close() {
    quote = nil
    kept = current.count
  }

  private mutating func end() {
    words.append(current)
    (current, kept) = ("", 0)
  }

  /// Whether a text can stand where the cursor is without ending the quote or being expanded.
  func takes(_ text: String) -> Bool {
    switch quote {
    case "'": !text.contains("'")
    case nil: true
    default: !text.contains { "\"\\$`!".contains($0) }
    }
  }
}
