internal import Logging
internal import MetricModel
internal import MetricServer
internal import MetricStore
internal import StatsDServer
internal import SystemCalls

/// What `serve` does: claims the database, opens everything, tells where it is, and serves.
struct ServeRun {
  let words: ServeWords
  let settings: Settings

  /// Serves until a signal comes; the closure has the settings read again.
  func run(
    _ again: @escaping @Sendable () throws(MetricError) -> ServerSettings
  ) throws(MetricError) {
    let opened = SocketActivation.descriptors()
    var options = try words.options()
    options.addresses = try words.addresses(settings, isActivated: !opened.isEmpty)
    if options.addresses == [.none], opened.isEmpty,
      ServeWords.words(words.statsd, "statsd", settings).isEmpty
    {
      throw .invalid(
        .usage("there is nothing to serve: neither HTTP nor StatsD (see metricctl serve --help)"))
    }
    Process.holdSignals()
    let place = try ServerAddressFile.claim(settings.database)
    let log = ServerLog.logger(isQuiet: settings.isQuiet, isVerbose: settings.isVerbose)
    let statsd = try receiver(opened.filter(SocketActivation.isForDatagrams), log)
    let server = try MetricServer(
      options, settings: try words.serverSettings(settings),
      opened: opened.filter { !SocketActivation.isForDatagrams($0) }, logger: log, statsd: statsd)
    try place.publish(server.addresses.isEmpty ? ["none"] : server.addresses)
    try server.run(statsd: statsd, reload: again)
  }

  /// Who receives StatsD; nil when nobody is asked to.
  private func receiver(
    _ opened: [CInt], _ log: Logger
  ) throws(MetricError) -> StatsDReceiver? {
    var addresses = opened.map { StatsDAddress(adopting: $0) }
    for word in ServeWords.words(words.statsd, "statsd", settings) {
      addresses.append(try StatsDAddress(parsing: word))
    }
    guard !addresses.isEmpty else { return nil }
    return try StatsDReceiver(
      addresses: addresses, options: try words.statsdOptions(),
      database: Database(at: settings.database, options: settings.options)
    ) { level, text in log.log(level: level.logLevel, "\(text)") }
  }
}

extension StatsDLogLevel {
  fileprivate var logLevel: Logger.Level {
    switch self {
    case .info: .info
    case .warning: .warning
    case .error: .error
    }
  }
}
