internal import NIOCore
internal import NIOHTTP1

/// Says of each request in one way whether the connection is to be closed behind its answer, what it
/// asks for and which host, and whether it is a request.
///
/// Hummingbird looks for the very word `close`, and does not see the version: a client of HTTP/1.0
/// that has not asked for more reads until the connection ends. It does not see either how many hosts a
/// request names, of which there must be one; that is told on in a field of its own, since only who
/// answers knows what is to be answered before. A target that names a host itself
/// (`http://host/path`) wins over the line. Source: RFC 9112 sections 9.3, 3.2 and 3.2.2.
final class HeadHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias InboundOut = HTTPServerRequestPart

  /// The field that a request has which is to be refused; a client that sends it asks for that.
  static let faultField = "metricctl-fault"

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard case .head(var head) = unwrapInboundIn(data) else {
      return context.fireChannelRead(data)
    }
    let isRefused = !head.namesHost || !head.splitTarget()
    if isRefused { head.headers.replaceOrAdd(name: Self.faultField, value: "host") }
    // Behind CONNECT there is nothing that could be a request.
    if isRefused || !head.isKeepAlive || head.method == .CONNECT {
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
    return hosts.count == 1 && HostName(authority: host) != nil
  }

  /// Moves the host of a target that is a whole URL into its line; false for a URL that is not one of
  /// HTTP, or names somebody with it.
  fileprivate mutating func splitTarget() -> Bool {
    guard !uri.hasPrefix("/"), uri != "*", method != .CONNECT else { return true }
    guard let mark = uri.firstRange(of: "://"),
      ["http", "https"].contains(uri[..<mark.lowerBound].lowercased())
    else { return false }
    let rest = uri[mark.upperBound...]
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    guard let host = HostName(authority: String(authority)), !host.text.isEmpty else {
      return false
    }
    headers.replaceOrAdd(name: "host", value: String(authority))
    let path = rest[authority.endIndex...]
    uri = path.hasPrefix("/") ? String(path) : "/" + path
    return true
  }
}
