/// What can be set for every command, by the names of the long options.
enum SettingKey: String, CaseIterable, Sendable {
  case database, namespace, durability, safe, mode, config, quiet, verbose
  case lockTimeout = "lock-timeout"

  /// The setting of that name.
  ///
  /// Compared one by one: `init(rawValue:)` has the runtime build a type for its list of names.
  init?(word: String) {
    switch word {
    case "database": self = .database
    case "namespace": self = .namespace
    case "lock-timeout": self = .lockTimeout
    case "durability": self = .durability
    case "safe": self = .safe
    case "mode": self = .mode
    case "config": self = .config
    case "quiet": self = .quiet
    case "verbose": self = .verbose
    default: return nil
    }
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
