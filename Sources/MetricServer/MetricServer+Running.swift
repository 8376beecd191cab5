internal import Logging
package import MetricModel
internal import MetricStore
internal import NIOCore
internal import NIOPosix
internal import ServiceLifecycle
internal import Synchronization
package import StatsDServer
internal import SystemCalls
internal import UnixSignals

/// A server's life: until SIGTERM or SIGINT, with all that is read again at SIGHUP.
extension MetricServer {
  private static let sweepSeconds = 30

  /// Serves until a signal ends it, and receives StatsD if there is a receiver.
  ///
  /// At SIGHUP the closure is asked for the settings, and certificate and passwords are read again;
  /// what cannot be read is logged and stays as it was. Throws what a service throws.
  package func run(
    statsd: StatsDReceiver?,
    reload: @escaping @Sendable () throws(MetricError) -> ServerSettings
  ) throws(MetricError) {
    let database = shown(responder.settings.withLock { $0.database.path })
    let places = addresses.isEmpty ? "without HTTP" : "at " + addresses.joined(separator: ", ")
    let received = statsd.map { ", StatsD at " + $0.boundAddresses.joined(separator: ", ") } ?? ""
    logger.info("serving '\(database)' \(places)\(received)")
    defer { logger.info("stopped serving '\(database)'") }
    let done = group.any().makeFutureWithTask { [self] in
      let listeners = sockets.compactMap { listener($0) }
      let group = ServiceGroup(
        configuration: configuration(
          [Reloading(server: self, settings: reload), Sweeping(server: self)]
            + listeners + (statsd.map { [Receiving(receiver: $0)] } ?? [])))
      try await group.run()
    }
    defer {
      pool.shutdownGracefully { _ in }
      for socket in sockets { socket.removeFile() }
    }
    do { try done.wait() } catch let error as MetricError { throw error } catch {
      throw .invalid(.serving("the server ended: \(error)"))
    }
  }

  private func configuration(_ services: [any Service]) -> ServiceGroupConfiguration {
    // What the services do they log themselves.
    var quiet = logger
    quiet.logLevel = .warning
    var configuration = ServiceGroupConfiguration(
      services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet)
    configuration.maximumGracefulShutdownDuration = .seconds(options.farewellSeconds + 1)
    return configuration
  }

  private func listener(_ socket: ListeningSocket) -> HTTPListener? {
    socket.handOver().map { descriptor in
      HTTPListener(
        descriptor: descriptor, options: options, certificate: certificate, table: table,
        group: group, logger: logger, refusals: responder.refusals, respond: responder.respond)
    }
  }

  /// Reads everything again that may have changed.
  fileprivate func reload(_ settings: @Sendable () throws(MetricError) -> ServerSettings) {
    do throws(MetricError) {
      var fresh = try settings()
      // Of the database only how it is opened: the claim is to this one.
      let path = responder.settings.withLock { $0.database.path }
      fresh.database = Database(at: path, options: fresh.database.options)
      let passwords = try options.passwordFile.map { path throws(MetricError) in
        try PasswordFile(reading: path)
      }
      // The last that can fail, so that nothing is changed when something does.
      try certificate?.reload()
      if let passwords { responder.authentication?.replace(with: passwords) }
      responder.settings.withLock { [fresh] in $0 = fresh }
      logger.notice("settings, certificate and passwords are read again")
    } catch {
      logger.error("nothing was changed, since not all could be read again: \(error)")
    }
  }

  fileprivate func sweepUntilStopped() async {
    while !Task.isShuttingDownGracefully, !Task.isCancelled {
      try? await cancelWhenGracefulShutdown {
        try await Task.sleep(for: .seconds(Self.sweepSeconds))
      }
      responder.cache.sweep()
    }
    group.any().scheduleTask(in: .of(options.farewellSeconds)) { [cache = responder.cache] in
      cache.close()
    }
  }
}

/// Waits for SIGHUP.
private struct Reloading: Service {
  let server: MetricServer
  let settings: @Sendable () throws(MetricError) -> ServerSettings

  func run() async {
    let signals = await UnixSignalsSequence(trapping: .sighup)
    for await _ in signals.cancelOnGracefulShutdown() { server.reload(settings) }
  }
}

/// Receives StatsD.
///
/// It is the last of the services and thus ends first: what came is committed before anyone waits
/// for slow clients, whose time may run out.
private struct Receiving: Service {
  let receiver: StatsDReceiver

  func run() async throws {
    try receiver.start()
    try? await gracefulShutdown()
    // Not cancelled with the task, nor behind the readings of others: the commit is what all this is
    // for.
    try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
      do {
        _ = try WorkerThread { [receiver] in done.resume(with: Result { try receiver.stop() }) }
      } catch { done.resume(throwing: error) }
    }
  }
}

/// Lets go of old texts now and then.
private struct Sweeping: Service {
  let server: MetricServer

  func run() async { await server.sweepUntilStopped() }
}
