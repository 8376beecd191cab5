internal import MetricModel
internal import MetricServer
internal import MetricStore
internal import StatsDServer
internal import SystemCalls

/// What the words of `serve` say, its options before the lines of configuration files.
///
/// Of these only `allow` and `host` count anew at SIGHUP: sockets and limits stay, and files keep their
/// names. In a file `listen`, `allow`, `host` and `statsd` take several words, with blanks or commas
/// between.
struct ServeWords: Sendable {
  let listen: [String]
  let allow: [String]
  let statsd: [String]
  /// Names of this machine.
  var host: [String] = []
  var certificate: (file: String?, key: String?, clientAuthorities: String?) = (nil, nil, nil)
  var passwordFile: String?
  var flushInterval: String?
  var setInterval: String?
  var maxSeries: String?
  var maxConnections: String?
  var socket: (mode: String?, group: String?) = (nil, nil)
  var created: String?
  var showsSelf = false

  init(listen: [String], allow: [String], statsd: [String]) {
    (self.listen, self.allow, self.statsd) = (listen, allow, statsd)
  }

  /// Takes from configuration files what no option says.
  mutating func complete(from layer: SettingsLayer) throws(MetricError) {
    func text(_ key: String) -> String? { layer.entry(ofServer: key)?.text }
    certificate.file = certificate.file ?? text("tls-certificate")
    certificate.key = certificate.key ?? text("tls-key")
    certificate.clientAuthorities = certificate.clientAuthorities ?? text("tls-client-ca")
    passwordFile = passwordFile ?? text("password-file")
    flushInterval = flushInterval ?? text("flush-interval")
    maxSeries = maxSeries ?? text("max-series")
    maxConnections = maxConnections ?? text("max-connections")
    socket.mode = socket.mode ?? text("socket-mode")
    socket.group = socket.group ?? text("socket-group")
    setInterval = setInterval ?? text("set-interval")
    showsSelf = try Settings.flag(layer.entry(ofServer: "self-metrics")) || showsSelf
  }

  /// Where to answer HTTP: where told, or where a service manager has opened sockets, or at the
  /// usual place.
  func addresses(_ settings: Settings, isActivated: Bool) throws(MetricError) -> [ListenAddress] {
    let words = Self.words(listen, "listen", settings)
    if words.isEmpty { return isActivated ? [] : [.usual] }
    var addresses: [ListenAddress] = []
    for word in words { addresses.append(try ListenAddress(parsing: word)) }
    return addresses
  }

  /// The words of an option, or those of a configuration file where the option is not given.
  static func words(_ given: [String], _ key: String, _ settings: Settings) -> [String] {
    if !given.isEmpty { return given }
    guard let entry = settings.layer.entry(ofServer: key) else { return [] }
    return split(entry.text)
  }

  /// The words of a text, with blanks or commas between.
  private static func split(_ text: String) -> [String] {
    text.split { $0 == " " || $0 == "," || $0 == "\t" }.map(String.init)
  }

  /// What may change while the server runs.
  func serverSettings(_ settings: Settings) throws(MetricError) -> ServerSettings {
    var allowed: [AddressRange] = []
    for word in Self.words(allow, "allow", settings) {
      guard let range = AddressRange(word) else {
        let network = AddressRange(around: word)?.text ?? "192.0.2.0/24 or fd00::/8"
        throw .invalid(.option("--allow", value: word, expected: "a network such as \(network)"))
      }
      allowed.append(range)
    }
    var hosts = host
    if hosts.isEmpty, let text = try Process.environment("METRICCTL_HOST") {
      hosts = Self.split(text)
    }
    hosts = Self.words(hosts, "host", settings)
    guard
      let known = ServerSettings(
        database: Database(at: settings.database, options: settings.options),
        namespace: settings.namespace, allowed: allowed, hosts: hosts)
    else {
      throw .invalid(
        .option(
          "--host", value: hosts.joined(separator: " "),
          expected: "a name such as metrics.example.org, without a port"))
    }
    return known
  }

  /// How the server answers.
  func options() throws(MetricError) -> ServerOptions {
    var options = ServerOptions()
    options.certificate = try certificateFiles()
    options.socketAccess = try socketAccess()
    options.passwordFile = passwordFile
    options.showsSelf = showsSelf
    options.showsCreated =
      try created.map { word throws(MetricError) in
        try OnOff.parse(word, of: "--created")
      } ?? false
    if let word = maxConnections {
      options.maximumConnections = try Self.count(word, of: "--max-connections")
    }
    return options
  }

  /// How StatsD is received.
  func statsdOptions() throws(MetricError) -> StatsDOptions {
    var options = StatsDOptions()
    // Not so many that few files are left for all else.
    options.maxConnections = max(1, min(options.maxConnections, Process.raiseFileLimit() / 4))
    options.socketAccess = try socketAccess()
    if let word = flushInterval {
      options.flushIntervalSeconds = try Self.seconds(word, of: "--flush-interval")
    }
    if let word = setInterval {
      options.setIntervalSeconds = try Self.seconds(word, of: "--set-interval")
    }
    if let word = maxSeries { options.maxSeries = try Self.count(word, of: "--max-series") }
    return options
  }

  private static func seconds(
    _ word: String, of option: String
  ) throws(MetricError) -> Double {
    guard let seconds = try? MetricNumber.parse(word), seconds > 0, seconds.isFinite else {
      throw .invalid(.option(option, value: word, expected: "a number of seconds above 0"))
    }
    return seconds
  }

  /// Who may use the sockets in the file system.
  private func socketAccess() throws(MetricError) -> SocketAccess {
    var access = SocketAccess()
    if let word = socket.mode {
      guard let mode = UInt32(word, radix: 8), mode <= 0o777 else {
        throw .invalid(
          .option("--socket-mode", value: word, expected: "an octal mode such as 0660"))
      }
      access.mode = mode
    }
    if let word = socket.group {
      guard let group = try SocketAccess.group(word) else {
        throw .invalid(
          .option(
            "--socket-group", value: word, expected: "a group of /etc/group, or a group's number"))
      }
      access.group = group
    }
    return access
  }

  private func certificateFiles() throws(MetricError) -> CertificateFiles? {
    switch certificate {
    case (let file?, let key?, let authorities):
      return CertificateFiles(certificate: file, key: key, clientAuthorities: authorities)
    case (nil, nil, nil): return nil
    case (_, _, let authorities):
      let words = authorities == nil ? "each other" : "--tls-client-ca"
      throw .invalid(
        .usage(
          "--tls-certificate and --tls-key are needed by \(words) (see metricctl serve --help)"))
    }
  }

  private static let largestCount = 10_000_000

  private static func count(_ word: String, of option: String) throws(MetricError) -> Int {
    guard let count = Int(word), (1...largestCount).contains(count) else {
      throw .invalid(
        .option(option, value: word, expected: "a whole number from 1 to \(largestCount)"))
    }
    return count
  }
}
