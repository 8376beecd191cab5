internal import NIOCore
internal import NIOHTTP1

/// Refuses a request of HTTP/1.1 that does not name one host.
///
/// Source: RFC 9112 section 3.2.
final class HostHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  /// Nothing behind such a request is believed.
  private var hasRefused = false

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !hasRefused else { return }
    guard case .head(let head) = unwrapInboundIn(data), head.version != .http1_0,
      head.headers["host"].count != 1
    else { return context.fireChannelRead(data) }
    hasRefused = true
    let text = ByteBuffer(string: "e_inval: a request names one host\n")
    var response = HTTPResponseHead(version: .http1_1, status: .badRequest)
    response.headers = [
      "content-type": "text/plain; charset=utf-8", "connection": "close",
      "content-length": String(text.readableBytes),
    ]
    context.write(wrapOutboundOut(.head(response)), promise: nil)
    context.write(wrapOutboundOut(.body(.byteBuffer(text))), promise: nil)
    let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
    context.writeAndFlush(wrapOutboundOut(.end(nil))).whenComplete { _ in
      bound.value.close(promise: nil)
    }
  }
}

@available(*, unavailable)
extension HostHandler: Sendable {}
