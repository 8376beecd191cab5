internal import Glibc
internal import HTTPTypes
internal import NIOCore
internal import NIOHTTPTypes
internal import NIOPosix
internal import Testing

@testable internal import MetricServer

/// How long a client may take, with parts of requests and answers put into a connection's handlers.
@Suite struct RequestClockTests {
  /// A connection whose client is the test, and what is written to it.
  private final class Connection {
    let channel: any Channel
    private let other: any Channel
    private let group: MultiThreadedEventLoopGroup

    init(head: TimeAmount, answer: TimeAmount) async throws {
      group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
      let server = try await ServerBootstrap(group: group).bind(host: "127.0.0.1", port: 0).get()
      let address = try #require(server.localAddress)
      other = server
      let times = RequestClock.Times(head: head, answer: answer, farewell: .hours(1))
      channel = try await ClientBootstrap(group: group)
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandlers([ArrivalHandler(), WriteKeeper()])
            try pipeline.addHandler(RequestClock(times, table: ConnectionTable(limit: 9)))
          }
        }
        .connect(to: address).get()
    }

    /// Does something with the handlers, on their loop.
    func perform(_ body: @escaping @Sendable (ChannelPipeline.SynchronousOperations) -> Void)
      async throws
    {
      try await channel.eventLoop.submit { [channel] in body(channel.pipeline.syncOperations) }
        .get()
    }

    /// Whether it is open after some time.
    func isOpen(after time: TimeAmount) async throws -> Bool {
      try await channel.eventLoop.scheduleTask(in: time) { [channel] in channel.isActive }
        .futureResult.get()
    }

    func close() async throws {
      try? await channel.close()
      try await other.close()
      try await group.shutdownGracefully()
    }
  }

  /// Makes nothing of what comes, and keeps what is written as a client does that reads nothing.
  private final class WriteKeeper: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = HTTPResponsePart

    private var promises: [EventLoopPromise<Void>?] = []

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {}

    func write(
      context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?
    ) { promises.append(promise) }

    func handlerRemoved(context: ChannelHandlerContext) {
      for promise in promises { promise?.fail(ChannelError.eof) }
    }
  }

  @Test func `a client's time does not run while the event loop is held up`() async throws {
    let connection = try await Connection(head: .milliseconds(500), answer: .hours(1))
    try await connection.perform { pipeline in
      pipeline.fireChannelRead(NIOAny(ByteBuffer(string: "GET")))
      // The end of the request comes meanwhile, and nobody can look.
      sleep(1)
    }
    #expect(try await connection.isOpen(after: .milliseconds(20)))
    try await connection.channel.closeFuture.get()
    try await connection.close()
  }

  @Test func `a client's time does not run while its answer is made, but while it is read`()
    async throws
  {
    let connection = try await Connection(head: .hours(1), answer: .milliseconds(50))
    try await connection.perform { pipeline in
      pipeline.fireChannelRead(NIOAny(ByteBuffer(string: "GET")))
      let decoder = try? pipeline.context(handlerType: WriteKeeper.self)
      decoder?.fireChannelRead(
        NIOAny(
          HTTPRequestPart.head(.init(method: .get, scheme: nil, authority: "x", path: "/"))))
      decoder?.fireChannelRead(NIOAny(HTTPRequestPart.end(nil)))
    }
    #expect(try await connection.isOpen(after: .milliseconds(500)))
    try await connection.perform { pipeline in
      pipeline.write(NIOAny(HTTPResponsePart.head(.init(status: .ok))), promise: nil)
      pipeline.write(NIOAny(HTTPResponsePart.end(nil)), promise: nil)
    }
    try await connection.channel.closeFuture.get()
    try await connection.close()
  }
}
