package import MetricModel
package import SystemCalls

/// Where a server is told to listen.
///
/// ```
/// 127.0.0.1:9100   [::1]:9100   127.0.0.1 (port 8080)   :9100 (on 127.0.0.1)
/// any (the first free port on 127.0.0.1)   unix:/path   none
/// ```
package enum ListenAddress: Equatable, Sendable {
  case network(HostPort)
  case file(path: String)
  /// Nowhere: for a server of something else than HTTP.
  case none

  /// The port when none is named.
  package static let usualPort: UInt16 = 8080

  /// Where a server listens that is not told where.
  package static let usual = ListenAddress.network(HostPort(.loopback, port: usualPort))

  /// Reads one of the forms; `invalid` for all else.
  package init(parsing text: String) throws(MetricError) {
    guard let address = Self.parse(text) else {
      throw .invalid(
        .option(
          "--listen", value: text,
          expected: "ip:port, [ipv6]:port, ip, :port, any, unix:/path or none"))
    }
    self = address
  }

  private static func parse(_ text: String) -> ListenAddress? {
    if text == "none" { return ListenAddress.none }
    if text == "any" { return .network(HostPort(.loopback, port: 0)) }
    if text.hasPrefix("unix:") {
      let path = String(text.dropFirst(5))
      return path.hasPrefix("/") ? .file(path: path) : nil
    }
    return HostPort(text, usualPort: usualPort).map { .network($0) }
  }

  /// Opens the socket; nil for none.
  func open(_ access: SocketAccess) throws(MetricError) -> ListeningSocket? {
    switch self {
    case .network(let place): try .open(place)
    case .file(let path): try .open(path: path, access: access)
    case .none: nil
    }
  }
}
