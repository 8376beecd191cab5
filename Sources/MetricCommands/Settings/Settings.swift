internal import MetricModel
internal import MetricStore
internal import SystemCalls

/// What every command needs to know, from options, environment and configuration files.
///
/// An option wins over the environment, that over the user's file, that over the system's file,
/// that over the default.
struct Settings {
  var database: String
  /// What named the database: an option, a variable, a line of a file, or nothing.
  var databaseOrigin: String
  /// Whether an option named the database, so that other commands need it too.
  var isDatabaseOption = false
  var namespace: MetricName?
  var options: DatabaseOptions
  /// Whether a database error is to leave the exit status at 0.
  var isSafe: Bool
  var isQuiet: Bool
  var isVerbose: Bool
  /// All words, for those that only some commands look at.
  let layer: SettingsLayer

  /// The configuration file of the whole system.
  static let systemFile = "/etc/metricctl/metricctl.conf"

  /// Reads the environment and the files, and puts the options on top.
  static func resolve(_ flags: SettingsLayer) throws(MetricError) -> Settings {
    flags.append(try .environment())
    var files: [String] = []
    if let user = try userFile() { files.append(user) }
    files.append(systemFile)
    return try resolve(flags, files: files)
  }

  /// The same from a layer above the configuration file that it names, or else above those of a
  /// list that are there, of which the first wins.
  static func resolve(
    _ layer: SettingsLayer, files: [String]
  ) throws(MetricError) -> Settings {
    if let named = layer[.config] {
      layer.append(try ConfigurationFile.read(named.text, isRequired: true))
    } else {
      for path in files {
        layer.append(try ConfigurationFile.read(path, isRequired: false))
      }
    }
    return try Settings(layer)
  }

  private init(_ layer: SettingsLayer) throws(MetricError) {
    self.layer = layer
    func entry(_ key: SettingKey) -> SettingsLayer.Entry? { layer[key] }
    if let path = entry(.database) {
      guard Self.mayBePath(path.text) else { throw path.error(expected: Self.path(for: path.text)) }
      database = path.text
      databaseOrigin = path.origin.description
      if case .option = path.origin { isDatabaseOption = true }
    } else {
      database = try Self.defaultDatabase()
      databaseOrigin = "the default"
    }
    options = DatabaseOptions()
    if let timeout = entry(.lockTimeout) { options.lockTimeoutSeconds = try Self.seconds(timeout) }
    if let word = entry(.durability) { options.durability = try Self.durability(word) }
    if let mode = entry(.mode) { options.mode = try Self.mode(mode) }
    if let prefix = entry(.namespace), !prefix.text.isEmpty {
      namespace = try Self.namespace(prefix)
    }
    isSafe = try Self.flag(entry(.safe))
    isQuiet = try Self.flag(entry(.quiet))
    isVerbose = try Self.flag(entry(.verbose))
  }

  private static func mayBePath(_ text: String) -> Bool {
    guard let first = text.utf8.first, let last = text.utf8.last else { return false }
    if first == UInt8(ascii: "~") { return !text.utf8.contains(UInt8(ascii: "/")) && text != "~" }
    return last != UInt8(ascii: "\r")
  }

  private static func path(for text: String) -> String {
    switch text.utf8.first {
    case nil: "the path of a file"
    case UInt8(ascii: "~"): "a path without ~, which only the shell knows (write the whole path)"
    default: "a path without a carriage return at its end (has something CRLF line ends?)"
    }
  }

  /// The user's configuration file; nil for one without a home.
  private static func userFile() throws(MetricError) -> String? {
    try folder("XDG_CONFIG_HOME", below: "/.config").map { $0 + "/metricctl/metricctl.conf" }
  }

  private static func defaultDatabase() throws(MetricError) -> String {
    if Process.isRoot { return "/var/lib/metricctl/metrics.db" }
    guard let state = try folder("XDG_STATE_HOME", below: "/.local/state") else {
      throw .invalid(.usage("neither HOME nor XDG_STATE_HOME is set (name a database with -d)"))
    }
    return state + "/metricctl/metrics.db"
  }

  private static func folder(
    _ variable: String, below suffix: String
  ) throws(MetricError) -> String? {
    if let path = try Process.environment(variable), path.hasPrefix("/") { return path }
    guard let home = try Process.environment("HOME"), !home.isEmpty else { return nil }
    return home + suffix
  }
}
