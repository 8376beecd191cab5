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
/// A connection without a request is another's business, `HTTPConnectionStateHandler`'s and
/// `ConnectionTable`'s.
final class RequestClock: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private enum Phase { case idle, arriving, answering }

  private let headTime: TimeAmount
  private let requestTime: TimeAmount
  private let table: ConnectionTable
  private var phase = Phase.idle
  private var alarm: Scheduled<Void>?

  init(headTime: TimeAmount, requestTime: TimeAmount, table: ConnectionTable) {
    (self.headTime, self.requestTime, self.table) = (headTime, requestTime, table)
  }

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
    written.futureResult.whenSuccess {
      let (clock, context) = bound.value
      clock.enter(.idle, context)
    }
    context.write(data, promise: written)
  }

  private func enter(_ next: Phase, _ context: ChannelHandlerContext) {
    alarm?.cancel()
    alarm = nil
    phase = next
    table.mark(context.channel, isIdle: next != .answering)
    guard next != .idle else { return }
    let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
    alarm = context.eventLoop.scheduleTask(in: next == .arriving ? headTime : requestTime) {
      bound.value.close(promise: nil)
    }
  }
}

@available(*, unavailable)
extension ArrivalHandler: Sendable {}

@available(*, unavailable)
extension RequestClock: Sendable {}
