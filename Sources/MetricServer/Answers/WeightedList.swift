/// What a header such as `Accept` lists: values with parameters, each with a weight from 0 to 1.
///
/// ```
/// application/openmetrics-text;version=1.0.0;q=0.6,text/plain;q=0.5,*/*;q=0.1
/// ```
/// An entry whose weight cannot be read counts as not there. Source: RFC 9110 sections 5.6.6 and 12.4.2.
struct WeightedList {
  struct Entry: Equatable {
    /// In lower case.
    var value: String
    /// By their names in lower case, without `q`.
    var parameters: [String: String]
    var weight: Double
  }

  let entries: [Entry]

  /// The entries of all of a header's lines, joined with commas.
  init(_ text: String) {
    entries = Self.split(text, at: ",").compactMap(Self.entry)
  }

  private static func entry(_ text: Substring) -> Entry? {
    var parts = split(text, at: ";").map(Self.trimmed)[...]
    guard let value = parts.popFirst(), !value.isEmpty else { return nil }
    var entry = Entry(value: value.lowercased(), parameters: [:], weight: 1)
    for part in parts {
      let pair = part.split(separator: "=", maxSplits: 1)
      guard pair.count == 2 else { continue }
      let name = trimmed(pair[0]).lowercased()
      let word = unquoted(trimmed(pair[1]))
      if name == "q" {
        guard let weight = weight(word) else { return nil }
        entry.weight = weight
      } else {
        entry.parameters[name] = word
      }
    }
    return entry
  }

  /// A weight: 0 to 1 with at most three digits behind the point.
  private static func weight(_ word: String) -> Double? {
    let bytes = Array(word.utf8)
    let isPlain = bytes.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
    guard isPlain, bytes.count <= 5, let weight = Double(word), weight <= 1 else { return nil }
    return weight
  }

  /// Cuts at a separator that does not stand between quotes.
  private static func split(_ text: some StringProtocol, at separator: Character) -> [Substring] {
    var parts: [Substring] = []
    var start = text.startIndex
    var (isQuoted, isEscaped) = (false, false)
    for index in text.indices {
      let character = text[index]
      if isEscaped {
        isEscaped = false
      } else if isQuoted, character == "\\" {
        isEscaped = true
      } else if character == "\"" {
        isQuoted.toggle()
      } else if character == separator, !isQuoted {
        parts.append(Substring(text[start..<index]))
        start = text.index(after: index)
      }
    }
    return parts + [Substring(text[start...])]
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var rest = text
    while let first = rest.first, first == " " || first == "\t" { rest.removeFirst() }
    while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
    return rest
  }

  private static func unquoted(_ text: Substring) -> String {
    guard text.count >= 2, text.first == "\"", text.last == "\"" else { return String(text) }
    return String(text.dropFirst().dropLast()).replacing("\\\"", with: "\"")
  }
}
