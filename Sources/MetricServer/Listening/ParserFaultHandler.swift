internal import HTTPTypes
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPTypes

/// Says in words why what came was no request, where Hummingbird answers 400 and nothing else.
final class ParserFaultHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private var fault: HTTPParserError?

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if let error = error as? HTTPParserError { fault = error }
    context.fireErrorCaught(error)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard let fault, case .head(var head) = unwrapOutboundIn(data), head.status == .badRequest,
      head.headerFields[.contentLength] == "0"
    else { return context.write(data, promise: promise) }
    let (status, text) = Self.answer(fault)
    let body = ByteBuffer(string: text + "\n")
    head.status = status
    head.headerFields[.contentLength] = String(body.readableBytes)
    head.headerFields[.contentType] = "text/plain; charset=utf-8"
    context.write(wrapOutboundOut(.head(head)), promise: promise)
    context.write(wrapOutboundOut(.body(body)), promise: nil)
  }

  private static func answer(_ fault: HTTPParserError) -> (HTTPResponse.Status, String) {
    switch fault {
    case .headerOverflow:
      (.requestHeaderFieldsTooLarge, "e_inval: the head of the request is too long")
    default: (.badRequest, "e_inval: this is no request of HTTP/1.0 or HTTP/1.1")
    }
  }
}

@available(*, unavailable)
extension ParserFaultHandler: Sendable {}
