internal import SystemCalls

/// The host that a request is for, as its `Host` line or its target names it.
///
/// A page of another origin can have a browser ask this machine under a name of its own, whose address
/// it changes meanwhile (DNS rebinding), and then read the answer. The name tells: an address or
/// `localhost` cannot be anybody's else. Source: RFC 3986 section 3.2.2, RFC 6761 section 6.3.
struct HostName: Equatable, Sendable {
  /// In lower case, without a port and the dot at the end.
  let text: String
  private let isAddress: Bool

  /// Reads `host` or `host:port`, where the host may be empty; nil for what is neither, such as one
  /// with a user's name.
  init?(authority: String) {
    var host = authority[...]
    if let end = host.lastIndex(of: "]") {
      guard host.first == "[", IPAddress(String(host[..<end].dropFirst()))?.bytes.count == 16,
        Self.isPort(host[host.index(after: end)...])
      else { return nil }
      isAddress = true
      text = host[...end].lowercased()
      return
    }
    if let colon = host.firstIndex(of: ":") {
      guard Self.isPort(host[colon...]) else { return nil }
      host = host[..<colon]
    }
    guard host.utf8.allSatisfy(Self.isOfName) else { return nil }
    isAddress = IPAddress(String(host)) != nil
    let name = host.lowercased()
    text = name.hasSuffix(".") ? String(name.dropLast()) : name
  }

  /// Reads a name that a user gives; nil for one with a port, and for none.
  init?(word: String) {
    guard let name = HostName(authority: word), !name.text.isEmpty,
      !word.contains(":") || word.hasPrefix("[") && word.hasSuffix("]")
    else { return nil }
    self = name
  }

  /// Whether nobody else can have it: an address, or this machine's own name for itself.
  var isUnmistakable: Bool { isAddress || text == "localhost" }

  /// Whether what follows a host is nothing or a port.
  private static func isPort(_ text: Substring) -> Bool {
    if text.isEmpty { return true }
    let digits = text.dropFirst()
    guard text.first == ":",
      digits.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains)
    else { return false }
    return digits.isEmpty || UInt16(digits) != nil
  }

  /// Whether a byte may stand in a name: RFC 3986, `reg-name`.
  private static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-._~%!$&'()*+;=".utf8.contains(byte)
    }
  }
}
