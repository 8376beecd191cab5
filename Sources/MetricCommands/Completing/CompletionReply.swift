internal import MetricModel
internal import SystemCalls

/// What the completion scripts ask: `metricctl __complete SHELL ...`.
///
/// ```
/// __complete bash LINE BREAKS       the line up to the cursor, and COMP_WORDBREAKS
/// __complete zsh|fish WORD WORDS... the word that is being typed, and those before it
/// ```
/// The answer is a line that says how to take the rest, and a candidate on each further line:
///
/// ```
/// files                              the shell completes names of files
/// quote|raw                          quote candidates for the shell, or a quote is open already
/// =TEXT TAB NOTE                     a blank follows
/// +TEXT TAB NOTE                     more of the word follows
/// ```
/// Texts with control characters are left out. A failure is no candidate and no word.
enum CompletionReply {
  static let word = "__complete"

  /// Answers, and returns the exit status.
  static func answer(_ words: ArraySlice<String>) -> Int32 {
    guard let shell = words.first else { return 2 }
    let rest = Array(words.dropFirst())
    let text = shell == "bash" ? forBash(rest) : forOthers(rest)
    // A shell that does not listen any more is no failure.
    if !text.isEmpty { try? StandardStream.output.writeLine(String(text.dropLast())) }
    return 0
  }

  private static func forBash(_ words: [String]) -> String {
    guard words.count == 2 else { return "" }
    let line = ShellLine(words[0], breaks: words[1])
    let request = CompletionRequest(words: Array(line.words.dropFirst()), current: line.current)
    return text(request, mode: line.quote == nil ? "quote" : "raw") { candidate in
      let rest = String(candidate.dropFirst(line.kept))
      return line.takes(rest) ? rest : nil
    }
  }

  private static func forOthers(_ words: [String]) -> String {
    guard let current = words.first else { return "" }
    return text(CompletionRequest(words: Array(words.dropFirst()), current: current), mode: "quote")
  }

  private static func text(
    _ request: CompletionRequest, mode: String, _ reply: (String) -> String? = { $0 }
  ) -> String {
    guard case .candidates(let list) = request.completion else { return "files\n" }
    var text = mode + "\n"
    for candidate in list where candidate.text.hasPrefix(request.current) && candidate.isSafe {
      guard let reply = reply(candidate.text) else { continue }
      let note = shown(candidate.note, atMost: 80)
      text += (candidate.isOpen ? "+" : "=") + reply + "\t" + note + "\n"
    }
    return text
  }
}
