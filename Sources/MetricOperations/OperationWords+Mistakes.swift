internal import MetricModel

/// What words were probably meant to be, once they have turned out to be no operation.
extension OperationWords {
  /// A NAME that holds a `=`: the value stuck to it, or labels in its place.
  func mistake(inName word: String) -> MetricError? {
    guard let equals = word.utf8.firstIndex(of: UInt8(ascii: "=")),
      !word.utf8.contains(UInt8(ascii: "{")),
      let name = try? MetricName(String(word[..<equals]))
    else { return nil }
    let value = String(word[word.utf8.index(after: equals)...])
    if arguments.count == 1, takesValue, !value.isEmpty {
      return usage("takes NAME and \(valueName) as words of their own: \(line([name.text, value]))")
    }
    return usage("needs the NAME of a metric before the labels: \(line(["NAME"] + arguments))")
  }

  /// A word in the place of the LABELSET that is a `=`, a number, or labels that go on behind a blank.
  func mistake(inLabels error: MetricError, others: Int) -> MetricError? {
    let word = arguments[1]
    if word == "=" || word == "==" {
      return usage("takes no '=' between its words: \(line([arguments[0]] + arguments[2...]))")
    }
    if let mistake = mistakenNumber(others) { return mistake }
    guard case .invalid(.labelSyntax(_, .expectedEquals)) = error,
      word.utf8.last == UInt8(ascii: ","),
      let joined = LabelWords.joined(arguments[1..<2])
    else { return nil }
    return usage("takes labels joined by commas, with none behind the last: \(shown(joined))")
  }

  /// A number that the verb does not take, or not there.
  func mistakenNumber(_ others: Int) -> MetricError? {
    let (name, rest) = (arguments[0], Array(arguments[1...]))
    if others == 0 {
      guard let last = rest.last, MetricNumber.read(last) != nil else { return nil }
      switch verb {
      case .incr:
        return usage("adds 1 and takes no number: use add \(shown(line(arguments, of: nil)))")
      case .reset: return usage("takes no number: use set \(shown(line(arguments, of: nil)))")
      default: return usage("takes no number; '\(shown(last))' is left over")
      }
    }
    guard let first = rest.first, MetricNumber.read(first) != nil,
      let labels = LabelWords.joined(rest[1...])
    else { return nil }
    return usage("takes the number last: \(line([name, labels, first]))")
  }

  /// Labels with blanks around their `=`.
  func mistakenBlanks(_ others: Int) -> MetricError? {
    let words = arguments[1..<arguments.count - others]
    let label = words.joined()
    guard words.count > 1, LabelSet.beginsLikeLabel(label),
      words.contains(where: { $0.hasPrefix("=") || $0.hasSuffix("=") })
    else { return nil }
    return usage("takes labels without blanks around '=': \(shown(label))")
  }

  /// TYPE, or that it stands where NAME should.
  func kind(_ word: String, behind name: MetricName) throws(MetricError) -> MetricKind {
    do throws(MetricError) {
      return try MetricKind(word: word)
    } catch {
      guard (try? MetricKind(word: name.text)) != nil, (try? MetricName(word)) != nil else {
        throw error
      }
      throw usage("takes NAME before TYPE: \(line([word, name.text]))")
    }
  }

  private var takesValue: Bool { verb == .add || verb == .set || verb == .observe }

  private var valueName: String { verb == .add ? "DELTA" : "VALUE" }

  private func line(_ words: [String]) -> String { line(words, of: verb) }

  private func line(_ words: [String], of verb: Verb?) -> String {
    shown(((verb.map { [$0.rawValue] } ?? []) + words).joined(separator: " "))
  }
}
