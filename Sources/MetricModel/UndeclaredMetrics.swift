/// Names that no metric of a database was declared under, and what may help.
public struct UndeclaredMetrics: Equatable, Sendable {
  /// One name, and the declared one that was perhaps meant.
  public struct Name: Equatable, Sendable {
    /// What was asked for.
    public var text: String
    /// A declared name that is like it.
    public var nearest: String?

    /// A name by its parts.
    public init(_ text: String, nearest: String? = nil) {
      self.text = text
      self.nearest = nearest
    }
  }

  /// What was asked for, in the order given; one at least.
  public var names: [Name]
  /// The kind that what was asked for could be done with; nil where a declaration would not help.
  public var kind: MetricKind?
  /// Where they were looked for.
  public var database: String?
  /// Whether an option named the database, which a command that is to help then needs too.
  public var isDatabaseOption = false

  /// Names that nothing is known of yet.
  public init(_ names: [String], kind: MetricKind? = nil) {
    self.names = names.map { Name($0) }
    self.kind = kind
  }

  /// What is not declared where, and the nearest name or the remedy.
  func explanation(_ form: RemedyForm) -> String {
    let place = database.map { " in '\(shown($0))'" } ?? ""
    guard let name = names.first, names.count == 1 else {
      return "metrics \(list) are not declared\(place)"
    }
    let fault = "metric '\(shown(name.text))' is not declared\(place)"
    let option = isDatabaseOption ? database : nil
    guard let kind else {
      let list = RemedyForm.command.words("list", database: option)
      return fault + (guess(name) ?? " (\(list) shows those that are)")
    }
    let declaration = form.words(
      "declare \(shown(name.text)) \(kind.word) \"help text\"\(kind.layoutExample)",
      database: option)
    let either = guess(name).map { $0 + " (or " } ?? " ("
    return "\(fault)\(either)declare it first: \(declaration))"
  }

  private func guess(_ name: Name) -> String? {
    name.nearest.map { ". Did you mean '\(shown($0))'?" }
  }

  private var list: String {
    let words = names.map { name in
      "'\(shown(name.text))'" + (name.nearest.map { " (did you mean '\(shown($0))'?)" } ?? "")
    }
    return words.dropLast().joined(separator: ", ") + " and " + (words.last ?? "")
  }
}

/// How a message writes an operation that would help: as a command, or as a line of a batch.
enum RemedyForm {
  case command, batchLine

  /// The operation's words; a command may have to name the database.
  func words(_ operation: String, database: String? = nil) -> String {
    guard self == .command else { return operation }
    return "metricctl \(database.map { "-d \(Self.quoted(shown($0))) " } ?? "")\(operation)"
  }

  /// A word as the shell takes it.
  private static func quoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { isNameByte($0) || "/.-:@%+,".utf8.contains($0) }
    if isPlain, !word.isEmpty { return word }
    let parts = word.split(separator: "'", omittingEmptySubsequences: false)
    return "'\(parts.joined(separator: "'\\''"))'"
  }
}

extension MetricKind {
  /// The option that a declaration cannot do without.
  fileprivate var layoutExample: String {
    switch self {
    case .histogram, .gaugehistogram: " --buckets 0.1,1,10"
    case .stateset: " --states up,down"
    case .counter, .gauge, .duration, .summary, .info, .unknown: ""
    }
  }
}
