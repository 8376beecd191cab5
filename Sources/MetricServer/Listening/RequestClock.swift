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

/// Closes a connection whose client takes too long, to send a request that it has begun or to read
/// the answer, or sends too many requests ahead.
///
/// The client's time runs only while the client is waited for: not while an answer is made, and not
/// while the event loop is behind, when what the client has sent lies unread. So a time is
/// counted in steps, and one that came late counts as one.
///
/// On the other hand it keeps one open until an answer that is written was also sent. A connection
/// without a request is another's business, `HTTPConnectionStateHandler`'s and `ConnectionTable`'s.
final class RequestClock: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  /// How long the steps of a request may take.
  struct Times: Sendable {
    /// From its first byte to its last.
    var head: TimeAmount
    /// From the first byte of an answer to its last.
    var answer: TimeAmount
    /// The same, from when the server is to stop.
    var farewell: TimeAmount
  }

  /// The most requests that a client may send before it has read an answer.
  private static let mostAhead = 128
  /// In how many steps a time is counted.
  private static let steps: Int64 = 10

  private let times: Times
  private let table: ConnectionTable
  /// Requests that have begun and whose answer was not sent yet: a client may send several at once.
  private var open = 0
  /// Answers that have begun and were not sent yet.
  private var answering = 0
  /// Whether some of a request has come and its end has not.
  private var isArriving = false
  private var isLeaving = false
  private var alarm: Scheduled<Void>?
  /// Done when the end of the last answer was sent.
  private var sent: EventLoopFuture<Void>?

  init(_ times: Times, table: ConnectionTable) { (self.times, self.table) = (times, table) }

  func handlerAdded(context: ChannelHandlerContext) {
    let arrival = try? context.pipeline.syncOperations.handler(type: ArrivalHandler.self)
    let bound = NIOLoopBound((clock: self, context: context), eventLoop: context.eventLoop)
    arrival?.bytesCame = {
      let (clock, context) = bound.value
      guard clock.open == 0, !clock.isArriving else { return }
      clock.isArriving = true
      clock.look(context)
    }
  }

  func handlerRemoved(context: ChannelHandlerContext) { alarm?.cancel() }

  func channelInactive(context: ChannelHandlerContext) {
    alarm?.cancel()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head:
      open += 1
      guard open <= Self.mostAhead else { return context.close(promise: nil) }
      isArriving = true
    case .body: break
    case .end:
      isArriving = false
      look(context)
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head:
      answering += 1
      look(context)
      context.write(data, promise: promise)
    case .body: context.write(data, promise: promise)
    case .end: writeEnd(data, context, promise)
    }
  }

  private func writeEnd(
    _ data: NIOAny, _ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>?
  ) {
    // What is written may still wait for the client to read it.
    let written = promise ?? context.eventLoop.makePromise()
    let bound = NIOLoopBound((clock: self, context: context), eventLoop: context.eventLoop)
    sent = written.futureResult
    written.futureResult.whenSuccess {
      let (clock, context) = bound.value
      clock.sent = nil
      clock.answering -= 1
      // What could not be read as a request is answered too.
      clock.open = max(0, clock.open - 1)
      clock.look(context)
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
    if event is ChannelShouldQuiesceEvent, open > 0 || isArriving {
      schedule(times.farewell, context)
      isLeaving = true
    }
    context.fireUserInboundEventTriggered(event)
  }

  /// Sets the alarm for what is awaited now; at the end of a request or of an answer it begins anew.
  private func look(_ context: ChannelHandlerContext) {
    table.mark(context.channel, isIdle: open == 0)
    if isLeaving { return }
    alarm?.cancel()
    alarm = nil
    if isArriving, open < 2 {
      schedule(times.head, context)
    } else if answering > 0 {
      schedule(times.answer, context)
    }
  }

  private func schedule(
    _ time: TimeAmount, _ context: ChannelHandlerContext, steps: Int64 = RequestClock.steps
  ) {
    alarm?.cancel()
    let bound = NIOLoopBound((clock: self, context: context), eventLoop: context.eventLoop)
    alarm = context.eventLoop.scheduleTask(in: .nanoseconds(time.nanoseconds / Self.steps)) {
      let (clock, context) = bound.value
      guard steps > 1 else { return context.close(promise: nil) }
      clock.schedule(time, context, steps: steps - 1)
    }
  }
}

@available(*, unavailable)
extension ArrivalHandler: Sendable {}

@available(*, unavailable)
extension RequestClock: Sendable {}
