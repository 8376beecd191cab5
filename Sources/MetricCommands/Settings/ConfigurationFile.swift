internal import MetricModel
internal import SystemCalls

/// What a configuration file sets: the keys are the long options' names.
///
/// The keys of mfmod_openmetrics are understood too. `database-name` is `database`, and below `/tmp`
/// unless it begins with `/`. The product of `database-retry` (10 unless given) and `database-wait`
/// (0.1 s) is the lock timeout, where the file has no `lock-timeout`. `persistent` must be on.
/// Source: mfmod_openmetrics manual, "Configuration".
struct ConfigurationFile {
  /// What `serve` looks at.
  private static let serverKeys = [
    "listen", "allow", "host", "statsd", "tls-certificate", "tls-key", "tls-client-ca",
    "password-file", "flush-interval", "max-series", "max-connections", "self-metrics",
    "set-interval", "socket-mode", "socket-group",
  ]

  private let path: String
  private let layer = SettingsLayer()
  private var retry: SettingsLayer.Entry?
  private var wait: SettingsLayer.Entry?

  /// The settings of a file.
  ///
  /// A missing one has none, unless it was asked for by name.
  static func read(_ path: String, isRequired: Bool) throws(MetricError) -> SettingsLayer {
    // Asked first: an error that is thrown, even to be caught here, makes the runtime look it up.
    guard isRequired || FileStatus(ofPath: path) != nil else { return SettingsLayer() }
    let bytes: [UInt8]
    do throws(MetricError) {
      bytes = try contents(of: path)
    } catch .failure(.open, let number, _) where SystemErrors.isMissing(number) && !isRequired {
      return SettingsLayer()
    }
    var file = ConfigurationFile(path: path)
    var reader = try ConfigurationReader(bytes, of: path)
    while let setting = try reader.next() {
      if let fault = try file.take(setting) { throw reader.fault(fault) }
    }
    return try file.finish()
  }

  private init(path: String) { self.path = path }

  private static func contents(of path: String) throws(MetricError) -> [UInt8] {
    guard let bytes = try File.contents(ofSmall: path) else {
      throw .invalid(.configuration(file: path, line: 1, "the file is larger than 1 MiB"))
    }
    return bytes
  }

  /// Keeps a setting, or returns what is wrong with it.
  private mutating func take(
    _ setting: ConfigurationReader.Setting
  ) throws(MetricError) -> String? {
    let (key, value) = (setting.key, setting.value)
    if value == "~" || value.hasPrefix("~/") {
      return "~ does not stand for a home folder here (write the whole path)"
    }
    let origin = SettingsLayer.Origin.file(path, line: setting.line, key: key)
    switch key {
    case "database-retry": retry = SettingsLayer.Entry(text: value, origin: origin)
    case "database-wait": wait = SettingsLayer.Entry(text: value, origin: origin)
    case "database-name":
      let place = value.isEmpty || value.hasPrefix("/") ? value : "/tmp/" + value
      layer.put(place, for: .database, from: origin)
    case "persistent":
      guard try Settings.flag(SettingsLayer.Entry(text: value, origin: origin)) else {
        return "persistent cannot be off: what metricctl keeps stays until it is deleted"
      }
    case _ where Self.serverKeys.contains(key): layer.put(value, ofServer: key, from: origin)
    default:
      guard let known = SettingKey(word: key), known.mayStandInFile else {
        return "unknown key '\(key)'"
          + (Self.known(like: key).map { ". Did you mean '\($0)'?" } ?? "")
      }
      layer.put(value, for: known, from: origin)
    }
    return nil
  }

  private static func known(like key: String) -> String? {
    let own = SettingKey.allCases.filter(\.mayStandInFile)
    if let key = own.first(where: { $0.variable == key }) { return key.rawValue }
    let module = ["database-name", "database-retry", "database-wait", "persistent"]
    return NearestWord.to(key.lowercased(), among: own.map(\.rawValue) + serverKeys + module)
  }

  private consuming func finish() throws(MetricError) -> SettingsLayer {
    guard let given = retry ?? wait, layer[.lockTimeout] == nil else { return layer }
    let retries = try retry.map(Settings.count) ?? 10
    let seconds = try wait.map(Settings.seconds) ?? 0.1
    layer.put(MetricNumber.text(retries * seconds), for: .lockTimeout, from: given.origin)
    return layer
  }
}
