internal import NIOCore
internal import NIOHTTP1

/// Says of each request in one way whether the connection is to be closed behind its answer.
///
/// Hummingbird looks for the very word `close`, and does not see the version: a client of HTTP/1.0
/// that has not asked for more reads until the connection ends. Source: RFC 9112 section 9.3.
final class ClosingHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .head(var head) = unwrapInboundIn(data), !head.isKeepAlive else {
      return context.fireChannelRead(data)
    }
    head.headers.replaceOrAdd(name: "connection", value: "close")
    context.fireChannelRead(wrapInboundOut(.head(head)))
  }
}

@available(*, unavailable)
extension ClosingHandler: Sendable {}
