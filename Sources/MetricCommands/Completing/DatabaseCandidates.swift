internal import MetricModel
internal import MetricStore
internal import SystemCalls

/// What the database offers for a word: names, labels, states; nothing when it cannot be read.
struct DatabaseCandidates {
  /// How many values of one label are offered.
  private static let mostValues = 500

  private let words: [String]

  /// The database is the one that the words name, or the usual one.
  init(for words: [String]) { self.words = words }

  /// Names, and behind a brace the matchers of a selector or the labels of a series.
  func selectors(_ typed: String) -> [Candidate] {
    guard let brace = typed.firstIndex(of: "{") else {
      return families(nil).map { Candidate(text: $0.family.name.text, note: $0.family.help) }
    }
    let name = String(typed[..<brace])
    let inner = String(typed[typed.index(after: brace)...])
    return pairs(of: name, inner) { label, value in
      value.map { "\(label)=\"\($0)\"}" } ?? "\(label)="
    }.map { Candidate(text: "\(name){\($0.text)", isOpen: $0.isOpen) }
  }

  /// The labels of a metric's series as a labelset: `code=200,path="/a,b"`.
  func labels(of metric: String, _ typed: String) -> [Candidate] {
    pairs(of: metric, typed) { label, value in
      guard let value else { return "\(label)=" }
      let isPlain = !value.isEmpty && !value.contains { "\\\"',{}= ~!".contains($0) }
      return isPlain ? "\(label)=\(value)" : "\(label)=\"\(value)\""
    }
  }

  /// One label and its value as it stands, for `-l`.
  func singleLabels(of metric: String, _ typed: String) -> [Candidate] {
    let known = known(of: metric)
    guard let equals = typed.firstIndex(of: "=") else {
      return known.keys.sorted().map { Candidate(text: $0 + "=", isOpen: true) }
    }
    let label = String(typed[..<equals])
    return (known[label] ?? []).sorted().prefix(Self.mostValues).map {
      Candidate(text: "\(label)=\(Self.unescaped($0))")
    }
  }

  /// The states of a stateset.
  func states(of metric: String) -> [Candidate] {
    families(metric).flatMap { family, _ -> [Candidate] in
      guard case .states(let states) = family.layout else { return [] }
      return states.map { Candidate(text: $0) }
    }
  }

  /// What may follow the pairs that are typed already: a label's name, or a value of the last.
  private func pairs(
    of metric: String, _ typed: String, _ written: (String, String?) -> String
  ) -> [Candidate] {
    let start = Self.startOfLastPair(typed)
    let (before, last) = (typed[..<start], typed[start...])
    let known = known(of: metric)
    guard let equals = last.firstIndex(of: "=") else {
      let given = before.split(separator: ",").map { $0.prefix { $0 != "=" } }
      return known.keys.sorted().filter { !given.contains($0[...]) }
        .map { Candidate(text: before + written($0, nil), isOpen: true) }
    }
    let label = String(last[..<equals])
    return (known[label] ?? []).sorted().prefix(Self.mostValues)
      .map { Candidate(text: before + written(label, $0)) }
  }

  /// Where the pair behind the last comma outside of quotes begins.
  private static func startOfLastPair(_ text: String) -> String.Index {
    var start = text.startIndex
    var (isQuoted, isEscaped) = (false, false)
    for index in text.indices {
      switch text[index] {
      case _ where isEscaped: isEscaped = false
      case "\\": isEscaped = isQuoted
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: start = text.index(after: index)
      default: continue
      }
    }
    return start
  }

  /// The labels of a metric's series, each with its values as they stand between quotes.
  private func known(of metric: String) -> [String: Set<String>] {
    var known: [String: Set<String>] = [:]
    let name = String(metric.prefix { $0 != "{" })
    for (_, series) in families(name.isEmpty ? "*" : name) {
      for index in 0..<series.count {
        let labels = LabelSet(trustedCanonical: Array(series.labels(index))).labels
        for (label, value) in labels { known[label, default: []].insert(Self.escaped(value)) }
      }
    }
    return known
  }

  private static func escaped(_ value: String) -> String {
    var bytes: [UInt8] = []
    for byte in value.utf8 { bytes.appendEscaped(byte) }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func unescaped(_ text: String) -> String {
    var result = ""
    var isEscaped = false
    for character in text {
      if isEscaped {
        result.append(character == "n" ? "\n" : character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else {
        result.append(character)
      }
    }
    return result
  }

  /// The selected families of the database, those with names that are none left out.
  private func families(_ selector: String?) -> [(family: MetricFamily, series: SeriesTable)] {
    let selectors: [Selector]
    if let selector {
      guard let one = try? Selector(parsing: selector) else { return [] }
      selectors = [one]
    } else {
      selectors = []
    }
    guard var settings = try? Settings.resolve(SettingsLayer(among: words)) else { return [] }
    settings.options.lockTimeoutSeconds = min(settings.options.lockTimeoutSeconds, 0.2)
    let database = Database(at: Self.expanded(settings.database), options: settings.options)
    let families = (try? database.snapshot(of: selectors))?.families ?? []
    return families.filter { (try? MetricName($0.family.name.text)) != nil }
  }

  /// A path that a shell would have expanded, had the line been run.
  private static func expanded(_ path: String) -> String {
    guard path.hasPrefix("~/"), let home = try? Process.environment("HOME") else { return path }
    return home + path.dropFirst()
  }
}
