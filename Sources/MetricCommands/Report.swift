internal import MetricModel
internal import MetricStore
internal import Push
internal import SystemCalls

/// What the user is told, and the status to end with.
enum Report {
  /// Writes one line on standard error and returns the error's exit status.
  static func failure(_ error: MetricError) -> Int32 {
    if case .failure(.write, let number, _) = error, SystemErrors.isClosedPipe(number) { return 0 }
    let error = carriageReturn(behind: error) ?? error
    line(error.description)
    return error.exitStatus
  }

  /// Writes help on standard error, where it was not asked for, and returns the status of wrong usage.
  static func usage(_ help: String) -> Int32 {
    // There is nobody to tell when that fails.
    try? StandardStream.error.writeLine(help)
    return MetricError.invalid(.usage("")).exitStatus
  }

  /// What is wrong with the words of a script whose lines end in CRLF, where words are to blame.
  private static func carriageReturn(behind error: MetricError) -> MetricError? {
    guard case .invalid = error, let words = try? Process.arguments(),
      let word = words.first(where: { $0.utf8.last == UInt8(ascii: "\r") })
    else { return nil }
    return .invalid(
      .usage(
        "'\(shown(word))' ends in a carriage return (does the script have CRLF line ends?)"))
  }

  /// The same, with the exit status 0 for a database error when settings say `--safe`.
  static func failure(_ error: MetricError, settings: Settings) -> Int32 {
    let status = failure(error)
    return settings.isSafe && concerns(error, settings.database) ? 0 : status
  }

  /// What `--verbose` shows before the work: which database, and what made it that one.
  static func start(with settings: Settings) {
    guard settings.isVerbose, !settings.isQuiet else { return }
    let seconds = MetricNumber.text(settings.options.lockTimeoutSeconds)
    line(
      "database '\(shown(settings.database))' (from \(settings.databaseOrigin)), durability "
        + "\(settings.options.durability.rawValue), lock timeout \(seconds) s")
  }

  /// A line on standard error.
  ///
  /// There is nobody to tell when that fails.
  static func line(_ text: String) {
    try? StandardStream.error.writeLine("metricctl: " + URLPasswords.hidden(in: text))
  }

  /// Whether an error is about the database, a file beside it, or a folder above it.
  private static func concerns(_ error: MetricError, _ database: String) -> Bool {
    switch error {
    case .database: return true
    case .failure(_, errno: _, let path):
      return path == database || path == database + "-new" || path == database + "-journal"
        || path.hasPrefix(database + "-pushed-")
        || path == Folder.parent(of: database) || database.hasPrefix(path + "/")
    case .line(_, let error): return concerns(error, database)
    case .refused, .served, .invalid, .notFound: return false
    }
  }
}
