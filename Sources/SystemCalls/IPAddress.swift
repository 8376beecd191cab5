internal import Glibc

/// An address of the Internet Protocol: four bytes, or sixteen.
///
/// An IPv4 address that a socket of both families shows as an IPv6 one (`::ffff:192.0.2.1`) is the
/// IPv4 address. Source: inet_pton(3), RFC 4291 section 2.5.5.2.
package struct IPAddress: Equatable, Sendable {
  /// The address in network order.
  package let bytes: [UInt8]

  /// Reads an address as numbers, such as `127.0.0.1` or `2001:db8::1`; nil for all else.
  package init?(_ text: String) {
    var buffer = [UInt8](repeating: 0, count: 16)
    if inet_pton(AF_INET, text, &buffer) == 1 {
      bytes = Array(buffer.prefix(4))
    } else if inet_pton(AF_INET6, text, &buffer) == 1 {
      let isMapped = buffer.prefix(10).allSatisfy { $0 == 0 } && buffer[10...11] == [0xff, 0xff]
      bytes = isMapped ? Array(buffer.suffix(4)) : buffer
    } else {
      return nil
    }
  }

  /// The addresses that only this machine reaches itself by.
  package static let loopback = IPAddress(bytes: [127, 0, 0, 1])

  fileprivate init(bytes: [UInt8]) { self.bytes = bytes }

  /// Whether only this machine can have it: 127.0.0.0/8, `::1`.
  package var isLoopback: Bool {
    bytes.count == 4 ? bytes[0] == 127 : bytes == [UInt8](repeating: 0, count: 15) + [1]
  }

  /// The numbers as a URL has them: an IPv6 address in brackets.
  package var urlText: String { bytes.count == 4 ? text : "[\(text)]" }

  /// The numbers.
  package var text: String {
    var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    let family = bytes.count == 4 ? AF_INET : AF_INET6
    guard let end = inet_ntop(family, bytes, &buffer, socklen_t(buffer.count)) else { return "" }
    return String(cString: end)
  }
}

/// A block of addresses, as `192.0.2.0/24` names it.
///
/// Source: RFC 4632 section 3.1.
package struct AddressRange: Equatable, Sendable {
  private let first: IPAddress
  private let bits: Int

  /// Reads a block; an address alone is a block of one.
  ///
  /// Nil for all else, and for a block whose address has bits behind its length.
  package init?(_ text: String) {
    self.init(around: text)
    guard first == IPAddress(String(text.prefix { $0 != "/" })) else { return nil }
  }

  /// The block of so many bits that an address is in, whatever bits it has behind them.
  package init?(around text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let address = parts.first.flatMap({ IPAddress(String($0)) }) else { return nil }
    if parts.count == 1 {
      bits = address.bytes.count * 8
    } else {
      let digits = parts[1].utf8
      let isNumber = !digits.isEmpty && digits.allSatisfy { (0x30...0x39).contains($0) }
      guard isNumber, let bits = Int(parts[1]), bits <= address.bytes.count * 8 else {
        return nil
      }
      self.bits = bits
    }
    first = IPAddress(bytes: Self.masked(address.bytes, bits))
  }

  /// The block as it is written.
  package var text: String { "\(first.text)/\(bits)" }

  /// Whether an address is in the block.
  package func contains(_ address: IPAddress) -> Bool {
    address.bytes.count == first.bytes.count && Self.masked(address.bytes, bits) == first.bytes
  }

  private static func masked(_ bytes: [UInt8], _ bits: Int) -> [UInt8] {
    bytes.enumerated().map { index, byte in
      let kept = min(max(bits - index * 8, 0), 8)
      return byte & UInt8(truncatingIfNeeded: 0xff00 >> kept)
    }
  }
}
