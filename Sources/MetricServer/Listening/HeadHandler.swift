internal import NIOCore
internal import NIOHTTP1

/// Says of each request in one way whether the connection is to be closed behind its answer, and
/// whether the request is one.
///
/// Hummingbird looks for the very word `close`, and does not see the version: a client of HTTP/1.0
/// that has not asked for more reads until the connection ends. It does not see either how many hosts a
/// request names, of which there must be one; that is told on in a field of its own, since only who
/// answers knows what is to be answered before. Source: RFC 9112 sections 9.3 and 3.2.
final class HeadHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart

  /// The field that a request has which is to be refused; a client that sends it asks for that.
  static let faultField = "metricctl-fault"

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .head(var head) = unwrapInboundIn(data) else {
      return context.fireChannelRead(data)
    }
    let isRefused = !head.namesHost
    if isRefused { head.headers.replaceOrAdd(name: Self.faultField, value: "host") }
    if isRefused || !head.isKeepAlive {
      head.headers.replaceOrAdd(name: "connection", value: "close")
    }
    context.fireChannelRead(wrapInboundOut(.head(head)))
  }
}

@available(*, unavailable)
extension HeadHandler: Sendable {}

extension HTTPRequestHead {
  /// Whether it names one host, which HTTP/1.0 need not.
  fileprivate var namesHost: Bool {
    let hosts = headers["host"]
    guard let host = hosts.first else { return version == .http1_0 }
    return hosts.count == 1 && host.utf8.allSatisfy(Self.isOfHost)
  }

  /// Whether a byte may stand in a host and port.
  ///
  /// Source: RFC 3986 section 3.2.
  private static func isOfHost(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-._~%!$&'()*+,;=:[]".utf8.contains(byte)
    }
  }
}
