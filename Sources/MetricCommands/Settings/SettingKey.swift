/// What can be set for every command, by the names of the long options.
enum SettingKey: String, CaseIterable, Sendable {
  case database, namespace, durability, safe, mode, config, quiet, verbose
  case lockTimeout = "lock-timeout"

  /// The setting of that name.
  ///
  /// Compared one by one: `init(rawValue:)` makes the runtime build a type for its list of names
  /// first, which a short-lived process feels.
  init?(word: String) {
    guard let key = Self.allCases.first(where: { $0.rawValue == word }) else { return nil }
    self = key
  }

  /// Whether the option stands alone, without a value.
  var isFlag: Bool { self == .safe || self == .quiet || self == .verbose }

  /// The letter that stands for the option after one dash.
  var letter: Character? {
    switch self {
    case .database: "d"
    case .quiet: "q"
    case .verbose: "v"
    case .namespace, .durability, .safe, .mode, .config, .lockTimeout: nil
    }
  }

  /// The environment variable that stands for the option.
  var variable: String? {
    switch self {
    case .database: "METRICCTL_DATABASE"
    case .namespace: "METRICCTL_NAMESPACE"
    case .lockTimeout: "METRICCTL_LOCK_TIMEOUT"
    case .durability: "METRICCTL_DURABILITY"
    case .safe: "METRICCTL_SAFE"
    case .config: "METRICCTL_CONFIG"
    case .mode, .quiet, .verbose: nil
    }
  }

  /// Whether a configuration file may set it.
  var mayStandInFile: Bool { self != .config }
}
