/// Where a server listens on a network, as users write it.
///
/// ```
/// 192.0.2.1:9100   [2001:db8::1]:9100   192.0.2.1 or 2001:db8::1 (the usual port)
/// :9100 (on 127.0.0.1)
/// ```
package struct HostPort: Equatable, Sendable, CustomStringConvertible {
  package let host: IPAddress
  package let port: UInt16

  /// An address and a port.
  package init(_ host: IPAddress, port: UInt16) { (self.host, self.port) = (host, port) }

  /// Reads one of the forms; nil for all else.
  package init?(_ text: String, usualPort: UInt16) {
    if let host = IPAddress(text) ?? Self.bracketed(text) {
      self.init(host, port: usualPort)
      return
    }
    guard let colon = text.lastIndex(of: ":"),
      let port = Self.port(text[text.index(after: colon)...])
    else { return nil }
    let name = String(text[..<colon])
    // An IPv6 address without brackets would have its last part taken for the port.
    guard let host = name.isEmpty ? .loopback : Self.bracketed(name) ?? Self.plain(name) else {
      return nil
    }
    self.init(host, port: port)
  }

  /// `ip:port`, an IPv6 address in brackets.
  package var description: String { "\(host.urlText):\(port)" }

  private static func bracketed(_ text: String) -> IPAddress? {
    guard text.hasPrefix("["), text.hasSuffix("]"), text.contains(":") else { return nil }
    return IPAddress(String(text.dropFirst().dropLast()))
  }

  private static func plain(_ text: String) -> IPAddress? {
    text.contains(":") ? nil : IPAddress(text)
  }

  private static func port(_ digits: Substring) -> UInt16? {
    let isNumber = !digits.isEmpty && digits.utf8.allSatisfy { (0x30...0x39).contains($0) }
    return isNumber ? UInt16(digits) : nil
  }
}
