package import MetricModel
package import SystemCalls

/// Where a server is told to listen.
///
/// ```
/// 127.0.0.1:9100   [::1]:9100   127.0.0.1 (port 8080)   :9100 (on 127.0.0.1)
/// any (the first free port on 127.0.0.1)   unix:/path   none
/// ```
package enum ListenAddress: Equatable, Sendable {
  case network(IPAddress, port: UInt16)
  case file(path: String)
  /// Nowhere: for a server of something else than HTTP.
  case none

  /// The port when none is named.
  package static let usualPort: UInt16 = 8080

  /// Where a server listens that is not told where.
  package static let usual = ListenAddress.network(.loopback, port: usualPort)

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
    if text == "any" { return .network(.loopback, port: 0) }
    if text.hasPrefix("unix:") {
      let path = String(text.dropFirst(5))
      return path.hasPrefix("/") ? .file(path: path) : nil
    }
    if let host = IPAddress(text) { return .network(host, port: usualPort) }
    guard let colon = text.lastIndex(of: ":"),
      let port = port(text[text.index(after: colon)...])
    else { return bracketed(text).map { .network($0, port: usualPort) } }
    let host = String(text[..<colon])
    if host.isEmpty { return .network(.loopback, port: port) }
    // An IPv6 address without brackets would have its last part taken for the port.
    guard let address = host.contains(":") ? bracketed(host) : IPAddress(host) else { return nil }
    return .network(address, port: port)
  }

  private static func bracketed(_ text: String) -> IPAddress? {
    guard text.hasPrefix("["), text.hasSuffix("]") else { return nil }
    return IPAddress(String(text.dropFirst().dropLast()))
  }

  private static func port(_ text: Substring) -> UInt16? {
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return UInt16(text)
  }

  /// Opens the socket; nil for none.
  func open() throws(MetricError) -> ListeningSocket? {
    switch self {
    case .network(let host, let port): try .open(host, port: port)
    case .file(let path): try .open(path: path)
    case .none: nil
    }
  }
}
