internal import NIOCore
internal import NIOHTTPTypes

/// Sees the first byte of a request, before TLS and HTTP make anything of it.
final class ArrivalHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  fileprivate var bytesCame: (() -> Void)?

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    bytesCame?()
    context.fireChannelRead(data)
  }
}

/// Closes a connection whose client takes too long: to send a request that it has begun, or to read
/// the answer.
///
/// On the other hand it keeps one open until an answer that is written was also sent. A connection without a request is another's business, `HTTPConnectionStateHandler`'s and
/// `ConnectionTable`'s.
final class RequestClock: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private enum Phase { case idle, arriving, answering }

  /// How long the steps of a request may take.
  struct Times: Sendable {
    /// From its first byte to its last.
    var head: TimeAmount
    /// From then on to the last byte of the answer.
    var answer: TimeAmount
    /// The same, from when the server is to stop.
    var farewell: TimeAmount
  }

  private let times: Times
  private let table: ConnectionTable
  private var phase = Phase.idle
  private var alarm: Scheduled<Void>?
  /// Done when the end of the last answer was sent.
  private var sent: EventLoopFuture<Void>?

  init(_ times: Times, table: ConnectionTable) { (self.times, self.table) = (times, table) }

  func handlerAdded(context: ChannelHandlerContext) {
    let arrival = try? context.pipeline.syncOperations.handler(type: ArrivalHandler.self)
    let bound = NIOLoopBound((clock: self, context: context), eventLoop: context.eventLoop)
    arrival?.bytesCame = {
      let (clock, context) = bound.value
      if clock.phase == .idle { clock.enter(.arriving, context) }
    }
  }

  func handlerRemoved(context: ChannelHandlerContext) { alarm?.cancel() }

  func channelInactive(context: ChannelHandlerContext) {
    alarm?.cancel()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if case .end = unwrapInboundIn(data) { enter(.answering, context) }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard case .end = unwrapOutboundIn(data) else { return context.write(data, promise: promise) }
    // What is written may still wait for the client to read it.
    let written = promise ?? context.eventLoop.makePromise()
    let bound = NIOLoopBound((clock: self, context: context), eventLoop: context.eventLoop)
    sent = written.futureResult
    written.futureResult.whenSuccess {
      let (clock, context) = bound.value
      clock.sent = nil
      clock.enter(.idle, context)
    }
    context.write(data, promise: written)
  }

  /// A close right behind the end of an answer, as Hummingbird's handler does it when the server is
  /// to stop, would throw away what the client has not read yet.
  func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
    guard let sent, mode == .all else { return context.close(mode: mode, promise: promise) }
    let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
    sent.whenComplete { _ in bound.value.close(mode: mode, promise: promise) }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is ChannelShouldQuiesceEvent, phase != .idle {
      schedule(times.farewell, context)
    }
    context.fireUserInboundEventTriggered(event)
  }

  private func enter(_ next: Phase, _ context: ChannelHandlerContext) {
    alarm?.cancel()
    alarm = nil
    phase = next
    table.mark(context.channel, isIdle: next != .answering)
    if next != .idle { schedule(next == .arriving ? times.head : times.answer, context) }
  }

  private func schedule(_ time: TimeAmount, _ context: ChannelHandlerContext) {
    alarm?.cancel()
    let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
    alarm = context.eventLoop.scheduleTask(in: time) { bound.value.close(promise: nil) }
  }
}

@available(*, unavailable)
extension ArrivalHandler: Sendable {}

@available(*, unavailable)
extension RequestClock: Sendable {}
