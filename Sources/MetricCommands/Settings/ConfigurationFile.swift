internal import MetricModel
internal import SystemCalls

/// Reads `key = value` lines: the keys are the long options' names, `#` begins a comment.
///
/// The keys of mfmod_openmetrics are understood too: the product of `database-retry` (10 unless
/// given) and `database-wait` (0.1 s) is the lock timeout, where the file has no `lock-timeout`.
struct ConfigurationFile {
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
    var number = 0
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      guard let text = String(validating: line, as: UTF8.self) else {
        throw .invalid(.configuration(file: path, line: number, "it is not UTF-8"))
      }
      try file.take(text[...], number: number)
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

  private mutating func take(_ line: Substring, number: Int) throws(MetricError) {
    let words = line.trimmed
    if words.isEmpty || words.utf8.first == UInt8(ascii: "#") { return }
    guard let equals = words.utf8.firstIndex(of: UInt8(ascii: "=")) else {
      throw .invalid(.configuration(file: path, line: number, "expected key = value"))
    }
    let key = String(words[..<equals].trimmed)
    let value = String(words[words.utf8.index(after: equals)...].trimmed)
    let origin = SettingsLayer.Origin.file(path, line: number, key: key)
    switch key {
    case "database-retry": retry = SettingsLayer.Entry(text: value, origin: origin)
    case "database-wait": wait = SettingsLayer.Entry(text: value, origin: origin)
    case "listen", "allow", "host", "statsd", "tls-certificate", "tls-key", "tls-client-ca",
      "password-file", "flush-interval", "max-series", "max-connections", "self-metrics":
      layer.put(value, ofServer: key, from: origin)
    default:
      guard let known = SettingKey(word: key), known.mayStandInFile else {
        throw .invalid(.configuration(file: path, line: number, "unknown key '\(key)'"))
      }
      layer.put(value, for: known, from: origin)
    }
  }

  private consuming func finish() throws(MetricError) -> SettingsLayer {
    guard let given = retry ?? wait, layer[.lockTimeout] == nil else { return layer }
    let retries = try retry.map(Settings.count) ?? 10
    let seconds = try wait.map(Settings.seconds) ?? 0.1
    layer.put(MetricNumber.text(retries * seconds), for: .lockTimeout, from: given.origin)
    return layer
  }
}

extension Substring {
  /// Without blanks, tabs and carriage returns at both ends.
  fileprivate var trimmed: Substring {
    var rest = utf8
    while let byte = rest.first, Self.isBlank(byte) { rest.removeFirst() }
    while let byte = rest.last, Self.isBlank(byte) { rest.removeLast() }
    return Substring(rest)
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }
}
