internal import MetricModel
internal import SystemCalls

/// Settings still as words, from one place (options, environment, a file) or from several, of which
/// the first counts.
///
/// A list of objects, not an array or a dictionary of values: the runtime builds each generic type
/// when it is first used, which takes 0.02 ms or more and more than anything else that an increment
/// does here. The same holds all along the fast path.
final class SettingsLayer {
  /// A word and where it stood, for the error that it may cause.
  final class Entry {
    let text: String
    let origin: Origin
    fileprivate let key: SettingKey?
    fileprivate var serverKey: String?
    fileprivate var next: Entry?

    init(text: String, origin: Origin, key: SettingKey? = nil) {
      self.text = text
      self.origin = origin
      self.key = key
    }
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

  private var first: Entry?

  /// Whether nothing is set.
  var isEmpty: Bool { first == nil }

  /// The entry of a key, if there is one.
  subscript(key: SettingKey) -> Entry? {
    var entry = first
    while let candidate = entry {
      if candidate.key == key { return candidate }
      entry = candidate.next
    }
    return nil
  }

  /// Puts an entry before those that are there; of one key the one that was put last counts.
  func put(_ text: String, for key: SettingKey?, from origin: Origin) {
    let entry = Entry(text: text, origin: origin, key: key)
    entry.next = first
    first = entry
  }

  /// Keeps what a file says of a server, which only `serve` looks at; of one key the first file that
  /// sets it counts.
  func put(_ text: String, ofServer key: String, from origin: Origin) {
    put(text, for: nil, from: origin)
    first?.serverKey = key
  }

  /// What was put for a server.
  func entry(ofServer key: String) -> Entry? {
    var entry = first
    while let candidate = entry, candidate.serverKey != key { entry = candidate.next }
    return entry
  }

  /// Puts all entries of another layer behind those that are there: these win.
  func append(_ lower: SettingsLayer) {
    guard var last = first else {
      first = lower.first
      return
    }
    while let next = last.next { last = next }
    last.next = lower.first
  }

  /// The settings among words that are not a whole command line yet, as while one is completed.
  convenience init(among words: [String]) {
    self.init()
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
  func set(option key: SettingKey, to text: String) {
    put(text, for: key, from: .option(key))
  }

  /// The environment's layer.
  ///
  /// An empty variable counts as not set.
  static func environment() throws(MetricError) -> SettingsLayer {
    let layer = SettingsLayer()
    try layer.takeVariable(of: .database)
    try layer.takeVariable(of: .namespace)
    try layer.takeVariable(of: .lockTimeout)
    try layer.takeVariable(of: .durability)
    try layer.takeVariable(of: .safe)
    try layer.takeVariable(of: .config)
    return layer
  }

  private func takeVariable(of key: SettingKey) throws(MetricError) {
    guard let variable = key.variable, let text = try Process.environment(variable),
      !text.isEmpty
    else { return }
    put(text, for: key, from: .variable(variable))
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
