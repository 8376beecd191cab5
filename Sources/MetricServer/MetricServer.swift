package import Logging
package import MetricModel
internal import MetricStore
internal import NIOCore
internal import NIOPosix
internal import ServiceLifecycle
package import StatsDServer
internal import SystemCalls

/// A database as an endpoint for monitoring systems, a page for people, and JSON for programs.
///
/// ```
/// HTTPListener  a socket's connections: TLS, limits, times
///   Responder   who may ask, and what for
///     AnswerCache    one reading of the database for all who ask at a time
///       LiveTexts    all of it, of which only what has changed is read and written anew
///       WrittenText  a snapshot's text, kept while nothing is committed
/// ```
/// One server runs on a database, which `PATH-address` tells of; it holds no lock of the database
/// but while it reads.
package final class MetricServer: Sendable {
  /// Where it listens, as users write it.
  package var addresses: [String] { sockets.map(\.address) }
  let options: ServerOptions
  let sockets: [ListeningSocket]
  let responder: Responder
  let table: ConnectionTable
  let certificate: ServerCertificate?
  let pool: NIOThreadPool
  let group: MultiThreadedEventLoopGroup
  let logger: Logger

  /// Files that are no connections.
  private static let reservedFiles = 64
  /// One thread for a long reading, one for a short one meanwhile.
  private static let threads = 2

  /// Opens its sockets, besides those that are open, and reads its files.
  ///
  /// Throws `invalid` when it would show the metrics to other machines without being told so, and
  /// what opening sockets and files throws.
  package init(
    _ options: ServerOptions, settings: ServerSettings, opened: [CInt], logger: Logger,
    statsd: StatsDReceiver? = nil
  ) throws(MetricError) {
    self.options = options
    self.logger = logger
    certificate = try options.certificate.map { files throws(MetricError) in
      try ServerCertificate(files)
    }
    let passwords = try options.passwordFile.map { path throws(MetricError) in
      try PasswordFile(reading: path)
    }
    sockets = try Self.open(options, opened, allowing: settings.allowed)
    table = ConnectionTable(
      limit: Self.connections(
        options.maximumConnections, besides: statsd?.maxConnections ?? 0, logger))
    pool = NIOThreadPool(numberOfThreads: Self.threads)
    pool.start()
    group = MultiThreadedEventLoopGroup.singleton
    responder = Responder(
      options, settings: settings,
      authentication: passwords.map { Authentication($0) },
      own: try SelfMetrics(statsd: statsd), pool: pool, loop: group.any(), logger: logger)
  }

  /// As many connections as wanted, or as there can be open files.
  private static func connections(_ wanted: Int, besides others: Int, _ logger: Logger) -> Int {
    let possible = max(1, Process.raiseFileLimit() - reservedFiles - others)
    guard possible < wanted else { return wanted }
    logger.warning(
      "at most \(possible) connections are kept: the limit of open files allows no more")
    return possible
  }

  private static func open(
    _ options: ServerOptions, _ opened: [CInt], allowing allowed: [AddressRange]
  ) throws(MetricError) -> [ListeningSocket] {
    var sockets: [ListeningSocket] = []
    for address in options.addresses {
      if let socket = try address.open(options.socketAccess) { sockets.append(socket) }
    }
    for descriptor in opened { sockets.append(try .adopt(descriptor)) }
    let isGuarded = !allowed.isEmpty || options.authenticates
    if !isGuarded, let socket = sockets.first(where: { !$0.isLocal }) {
      throw .invalid(
        .serving(
          "at \(socket.address) other machines could read the metrics "
            + "(name those that may with --allow CIDR, or ask for a password with --password-file)")
      )
    }
    return sockets
  }
}
