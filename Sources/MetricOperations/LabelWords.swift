internal import MetricModel

/// What is wrong with words that should be labels, when a command cannot take them as they are.
package enum LabelWords {
  /// Whether a word is labels, or would be without commas at its ends.
  private static func isLike(_ word: String) -> Bool {
    let bare = trimmed(word)
    return !bare.isEmpty && LabelSet.beginsLikeLabel(bare)
  }

  private static func trimmed(_ word: String) -> String {
    var bytes = word.utf8[...]
    while bytes.first == UInt8(ascii: ",") { bytes.removeFirst() }
    while bytes.last == UInt8(ascii: ",") { bytes.removeLast() }
    return String(Substring(bytes))
  }

  /// Labels that came as several words, as one.
  package static func joined(_ words: ArraySlice<String>) -> String? {
    let parts = words.map(trimmed).filter { !$0.isEmpty }
    return parts.allSatisfy(isLike) ? parts.joined(separator: ",") : nil
  }

  /// The fault of more than one word where one labelset should be.
  package static func fault(ofSeveral words: ArraySlice<String>) -> String {
    guard let joined = joined(words) else {
      let left = words.dropFirst().first ?? ""
      return "takes one LABELSET, labels joined by commas; '\(shown(left))' is left over"
    }
    return "takes one LABELSET, labels joined by commas without blanks: \(shown(joined))"
  }
}
