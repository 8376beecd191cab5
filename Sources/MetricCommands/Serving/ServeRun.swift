internal import MetricModel
internal import MetricServer
internal import MetricStore
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
    let place = try ServerAddressFile.claim(settings.database)
    let log = ServerLog.logger(isQuiet: settings.isQuiet, isVerbose: settings.isVerbose)
    let server = try MetricServer(
      options, settings: try words.serverSettings(settings),
      opened: opened.filter { !SocketActivation.isForDatagrams($0) }, logger: log)
    try place.publish(server.addresses)
    try server.run(reload: again)
  }
}
