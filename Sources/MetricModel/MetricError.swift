/// Everything that can go wrong; each case fixes its exit status.
///
/// `description` is one line, begins with the name of the failure, and is the only place for
/// prose; `exitStatus` is the only place for numbers.
public enum MetricError: Error, Equatable, Sendable {
  /// The words or values given break a rule. `e_inval`, exits 2.
  case invalid(Violation)
  /// The operating system refused. `e_failure`, exits 1.
  case failure(SystemCall, errno: Int32, path: String)
  /// A server did not take what was sent to it, and why. `e_failure`, exits 1.
  case refused(by: String, reason: String)
  /// A server runs on the database already, and where. `e_failure`, exits 1.
  case served(database: String, by: String)
  /// The database is locked, damaged or not ours. `e_dbfailure`, exits 3.
  case database(DatabaseFault, path: String)
  /// Nothing of that name. `e_not_found`, exits 4.
  case notFound(Missing)
  /// What one line of an input came to: named, and exiting, as the error within.
  indirect case line(InputLine, MetricError)

  /// What is not there.
  public enum Missing: Equatable, Sendable {
    /// No family of that name was declared.
    case metric(MetricName)
    /// The same, with where it was looked for and what may help.
    case undeclared(UndeclaredMetrics)
    /// The family is there, that series is not.
    case series(SeriesReference)
    /// The text to be imported has no metric of that name.
    case metricInText(String, source: String)
    /// No server runs on the database.
    case server(database: String)
    /// A push found no series to send; the words of its selectors, none for everything.
    case seriesToPush(selectors: [String], database: String)
  }

  /// The status with which a command ends.
  public var exitStatus: Int32 {
    switch self {
    case .failure, .refused, .served: 1
    case .invalid: 2
    case .database: 3
    case .notFound: 4
    case .line(_, let error): error.exitStatus
    }
  }

  /// The failure's name in scripts and logs.
  public var name: String {
    switch self {
    case .failure, .refused, .served: "e_failure"
    case .invalid: "e_inval"
    case .database: "e_dbfailure"
    case .notFound: "e_not_found"
    case .line(_, let error): error.name
    }
  }
}

/// A call to the operating system, by what it was for.
public enum SystemCall: String, Sendable {
  case open, create, read, write, seek, synchronize, truncate, lock, rename, unlink, stat
  case makeDirectory = "make the folder"
  case changeMode = "change the mode of"
  case changeGroup = "change the group of"
  case map, compress
  case resolve
  case connect = "connect to"
  case listen = "listen on"
  case send = "send to"
  case receive = "receive on"
}

extension MetricError: CustomStringConvertible {
  /// One line: the name of the failure, what failed and, where there is one, the remedy.
  public var description: String { "\(name): \(explanation(.command))" }

  private func explanation(_ form: RemedyForm) -> String {
    switch self {
    case .invalid(let violation): violation.explanation(form)
    case .failure(let call, let errno, let path):
      "cannot \(call.rawValue) '\(shown(path))': \(systemMessage(errno, of: call))"
    case .refused(let server, let reason):
      "cannot push to '\(shown(server))': \(shown(reason, atMost: 500))"
    case .served(let database, let address):
      "a server runs on '\(shown(database))' already, at \(shown(address))"
    case .database(let fault, let path): fault.explanation(path: shown(path), form)
    case .notFound(.metric(let name)): "metric '\(name)' is not declared"
    case .notFound(.undeclared(let metrics)): metrics.explanation(form)
    case .notFound(.series(let series)):
      "series '\(shown(series.description))' is not there "
        + "(metricctl dump \(series.name) shows those that are)"
    case .notFound(.metricInText(let name, let source)):
      "\(shown(source)): there is no metric '\(shown(name))' in it"
    case .notFound(.server(let database)):
      "no server is running on '\(shown(database))'"
    case .notFound(.seriesToPush(let selectors, let database)):
      (selectors.isEmpty
        ? "there are no series in '\(shown(database))'"
        : "no series in '\(shown(database))' is selected by "
          + selectors.map { "'\(shown($0))'" }.joined(separator: ", "))
        + " (nothing was sent)"
    case .line(let line, let error):
      "\(line): \(error.explanation(line.isOperation ? .batchLine : .command))"
    }
  }
}

/// Text from a user or a file as a message may carry it: no control characters, not endless.
package func shown(_ text: String, atMost limit: Int = 200) -> String {
  var result = ""
  for scalar in text.unicodeScalars.prefix(limit) {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: result += escaped(scalar)
    default:
      // Neither can a byte order mark be seen.
      if scalar.properties.isBidiControl || scalar == "\u{feff}" {
        result += escaped(scalar)
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
  }
  return text.unicodeScalars.dropFirst(limit).isEmpty ? result : result + "..."
}

private func escaped(_ scalar: Unicode.Scalar) -> String {
  scalar == "\n" ? "\\n" : "\\u{\(String(scalar.value, radix: 16))}"
}
