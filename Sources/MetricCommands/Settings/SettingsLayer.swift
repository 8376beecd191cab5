internal import MetricModel
internal import SystemCalls

/// Settings from one place, still as words: options, environment or a file.
struct SettingsLayer {
  /// A word and where it stood, for the error that it may cause.
  struct Entry {
    var text: String
    var origin: Origin
  }

  enum Origin: CustomStringConvertible {
    case option(SettingKey)
    case variable(String)
    case file(String, line: Int, key: String)

    var description: String {
      switch self {
      case .option(let key): "--\(key.rawValue)"
      case .variable(let name): name
      case .file(let path, let line, key: _): "\(shown(path)) line \(line)"
      }
    }
  }

  /// A list, not a dictionary: the runtime takes 0.1 ms to make its first dictionary of a new type.
  private var list: [(key: SettingKey, entry: Entry)] = []

  /// The entry of a key, if there is one.
  subscript(key: SettingKey) -> Entry? {
    get { list.first { $0.key == key }?.entry }
    set {
      list.removeAll { $0.key == key }
      if let newValue { list.append((key, newValue)) }
    }
  }

  /// The settings among words that are not a whole command line yet, as while one is completed.
  init(among words: [String]) {
    var rest = words[...]
    while let word = rest.popFirst(), word != "--" {
      guard let option = OptionWord(word), case .setting(let key) = option.name,
        let value = option.value(from: &rest)
      else { continue }
      set(option: key, to: key.isFlag ? "1" : value)
    }
  }

  init() {}

  /// Keeps what an option says; the last one of a name counts.
  mutating func set(option key: SettingKey, to text: String) {
    self[key] = Entry(text: text, origin: .option(key))
  }

  /// The environment's layer.
  ///
  /// An empty variable counts as not set.
  static func environment() throws(MetricError) -> SettingsLayer {
    var layer = SettingsLayer()
    for key in SettingKey.allCases {
      guard let variable = key.variable, let text = try Process.environment(variable),
        !text.isEmpty
      else { continue }
      layer[key] = Entry(text: text, origin: .variable(variable))
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
