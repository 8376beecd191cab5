public import Glibc

/// A socket that is bound to a free port of the loopback address, to receive datagrams or to keep
/// the port's number from being taken while it lives.
public final class LoopbackPort: Sendable {
  /// The port.
  public let number: UInt16
  /// Whether it is one of `::1`.
  public let isIPv6: Bool
  private let descriptor: Int32

  /// Binds a socket; nil when the port, 0 for any, is taken.
  public init?(_ type: __socket_type, ipv6: Bool = false, port: UInt16 = 0) {
    isIPv6 = ipv6
    let descriptor = socket(
      ipv6 ? AF_INET6 : AF_INET, Int32(type.rawValue | SOCK_CLOEXEC.rawValue), 0)
    self.descriptor = descriptor
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutableBytes(of: &storage) { bytes in
      if ipv6 {
        length = socklen_t(MemoryLayout<sockaddr_in6>.size)
        var address = sockaddr_in6()
        address.sin6_family = sa_family_t(AF_INET6)
        address.sin6_port = port.bigEndian
        address.sin6_addr = in6addr_loopback
        withUnsafeBytes(of: &address) { bytes.copyMemory(from: $0) }
      } else {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        withUnsafeBytes(of: &address) { bytes.copyMemory(from: $0) }
      }
    }
    let bound = withUnsafeMutablePointer(to: &storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(descriptor, address, length) == 0 && getsockname(descriptor, address, &length) == 0
      }
    }
    // Both kinds of address have the port behind two bytes of family.
    number = withUnsafeBytes(of: storage) {
      UInt16(bigEndian: $0.load(fromByteOffset: 2, as: UInt16.self))
    }
    if !bound {
      close(descriptor)
      return nil
    }
  }

  deinit { close(descriptor) }

  /// All datagrams that have arrived, waiting for the first up to a minute.
  public func datagrams() -> [String] {
    var all: [String] = []
    var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while poll(&wanted, 1, all.isEmpty ? 60_000 : 20) > 0 {
      var buffer = [UInt8](repeating: 0, count: 65_536)
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count >= 0 else { return all }
      all.append(String(decoding: buffer[..<count], as: UTF8.self))
    }
    return all
  }

  /// Whether nothing has arrived.
  public var isEmpty: Bool {
    var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&wanted, 1, 0) == 0
  }

  /// Numbers of ports that nothing listens at just now.
  public static func free(_ count: Int, _ type: __socket_type = SOCK_STREAM) -> [UInt16] {
    (0..<count).compactMap { _ in LoopbackPort(type) }.map(\.number)
  }
}
