/// Why a question is not answered though the database is as it should be.
enum AnswerFailure: Error, CustomStringConvertible {
  /// Slow clients still hold too much of earlier texts.
  case busy
  /// Too many others ask for other things.
  case crowded
  /// The time that the client gave has run out.
  case late
  /// The server stops, and those who wait are being sent away.
  case ending

  var description: String {
    switch self {
    case .busy: "e_failure: too many answers are still on their way to slow clients"
    case .crowded: "e_failure: too many questions wait for the database"
    case .late: "e_failure: the answer was not ready in the time that the client gave"
    case .ending: "e_failure: the server stops"
    }
  }
}
