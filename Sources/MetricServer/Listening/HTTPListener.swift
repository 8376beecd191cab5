internal import HummingbirdCore
internal import Logging
internal import MetricModel
internal import NIOCore
internal import NIOExtras
internal import NIOHTTPTypes
internal import NIOHTTPTypesHTTP1
internal import NIOPosix
internal import ServiceLifecycle
internal import SystemCalls

/// Takes connections at one socket and answers their requests, until the server is told to stop:
/// then requests that run are finished, and nothing new is taken.
///
/// The socket was opened before, by this process or by one that started it, so that what is wrong
/// with an address is known before anything runs.
struct HTTPListener: Service {
  /// A descriptor of the socket, which the listener closes.
  let descriptor: CInt
  let options: ServerOptions
  let certificate: ServerCertificate?
  let table: ConnectionTable
  let group: any EventLoopGroup
  let logger: Logger
  let refusals: RefusalLog
  let respond: HTTPChannelHandler.Responder

  /// The most bytes of a request's header lines, and of one of them.
  private static let headLimit = 32 << 10
  /// The most bytes that are read of a connection at a time: what a client sends ahead waits in the
  /// socket, and not as requests in memory.
  private static let readLength = 4 << 10
  /// How many connections are taken at a time, before those that are open have their turn.
  private static let mostTaken: UInt = 64

  func run() async throws {
    let (connections, arrivals) = AsyncStream.makeStream(of: HTTP1Channel.Value.self)
    let quiescing = ServerQuiescingHelper(group: group)
    let channel = http1
    let server = try await ServerBootstrap(group: group)
      .serverChannelInitializer { server in
        server.eventLoop.makeCompletedFuture {
          let handler = quiescing.makeServerChannelHandler(channel: server)
          try server.pipeline.syncOperations.addHandler(handler)
        }
      }
      .serverChannelOption(.maxMessagesPerRead, value: Self.mostTaken)
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
      .childChannelOption(
        .recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: Self.readLength)
      )
      .childChannelInitializer { connection in
        prepare(connection, channel).map { take($0, channel, arrivals) }
      }
      .withBoundSocket(descriptor).get()
    // The bootstrap has shortened it to 128.
    ListeningSocket.lengthenQueue(of: descriptor)
    server.closeFuture.whenComplete { _ in arrivals.finish() }
    await withGracefulShutdownHandler {
      await withDiscardingTaskGroup { tasks in
        for await connection in connections {
          tasks.addTask { await channel.handle(value: connection, logger: logger) }
        }
      }
    } onGracefulShutdown: {
      quiescing.initiateShutdown(promise: nil)
    }
  }

  private var http1: HTTP1Channel {
    let times = RequestClock.Times(
      head: .of(options.headSeconds), answer: .of(options.requestSeconds),
      farewell: .of(options.farewellSeconds))
    return HTTP1Channel(
      responder: respond,
      configuration: HTTP1Channel.Configuration(
        additionalChannelHandlers: [ParserFaultHandler(), RequestClock(times, table: table)],
        idleTimeout: .of(options.idleSeconds),
        httpDecoderConfiguration: .init(
          maxHeaderFieldSize: Self.headLimit, maxHeaderListSize: Self.headLimit,
          maxHeaderFieldCount: 100)))
  }

  /// What a connection goes through before its first request.
  private func prepare(
    _ connection: any Channel, _ channel: HTTP1Channel
  ) -> EventLoopFuture<HTTP1Channel.Value> {
    guard table.open(connection) else {
      return connection.close().flatMapThrowing { throw ChannelError.ioOnClosedChannel }
    }
    connection.closeFuture.whenComplete { _ in table.close(connection) }
    return connection.eventLoop.makeCompletedFuture {
      try connection.pipeline.syncOperations.addHandler(ArrivalHandler())
      if let certificate {
        try connection.pipeline.syncOperations.addHandler(certificate.handler())
        try connection.pipeline.syncOperations.addHandler(HandshakeHandler(refusals))
      }
    }.flatMap {
      channel.setup(channel: connection, logger: logger)
    }.flatMapThrowing { value in
      let pipeline = connection.pipeline.syncOperations
      let codec = try pipeline.handler(type: HTTP1ToHTTPServerCodec.self)
      try pipeline.addHandler(HeadHandler(), position: .before(codec))
      return value
    }
  }

  /// Hands a connection on; one that comes while the server goes is closed.
  private func take(
    _ connection: HTTP1Channel.Value, _ channel: HTTP1Channel,
    _ arrivals: AsyncStream<HTTP1Channel.Value>.Continuation
  ) {
    guard case .terminated = arrivals.yield(connection) else { return }
    connection.channel.close(promise: nil)
    Task { await channel.handle(value: connection, logger: logger) }
  }
}

extension TimeAmount {
  /// So many seconds.
  static func of(_ seconds: Double) -> TimeAmount { .nanoseconds(Int64(seconds * 1e9)) }
}
