internal import MetricModel

/// What may stand in the place of the word that is being typed.
struct Candidate {
  let text: String
  /// What it is, for shells that show that.
  var note = ""
  /// Whether more of the same word follows, so that no blank is put behind it.
  var isOpen = false

  /// Whether it is one line that a terminal shows as it is.
  var isSafe: Bool { shown(text, atMost: .max) == text }
}

/// What to offer: candidates, or the names of files, which the shell knows best.
enum Completion {
  case candidates([Candidate])
  case files
}
