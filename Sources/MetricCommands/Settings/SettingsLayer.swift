internal import MetricModel
internal import SystemCalls

/// Settings from one place, still as words: options, environment or a file.
struct SettingsLayer {
  /// A word and where it stood, for the error that it may cause.
  struct Entry {
    var text: String
    var origin: Origin
  }

  enum Origin {
    case option(SettingKey)
    case variable(String)
    case file(String, line: Int, key: String)
  }

  var entries: [SettingKey: Entry] = [:]

  /// Keeps what an option says; the last one of a name counts.
  mutating func set(option key: SettingKey, to text: String) {
    entries[key] = Entry(text: text, origin: .option(key))
  }

  /// The environment's layer. An empty variable counts as not set.
  static func environment() throws(MetricError) -> SettingsLayer {
    var layer = SettingsLayer()
    for key in SettingKey.allCases {
      guard let variable = key.variable, let text = try Process.environment(variable),
        !text.isEmpty
      else { continue }
      layer.entries[key] = Entry(text: text, origin: .variable(variable))
    }
    return layer
  }
}

extension SettingsLayer.Entry {
  /// The error for a word that is not what its setting takes.
  func error(expected: String) -> MetricError {
    switch origin {
    case .option(let key):
      .invalid(.option("--\(key.rawValue)", value: text, expected: expected))
    case .variable(let name):
      .invalid(.environment(name, value: text, expected: expected))
    case .file(let file, let line, let key):
      .invalid(
        .configuration(file: file, line: line, "\(key) takes \(expected), not '\(text)'"))
    }
  }
}
