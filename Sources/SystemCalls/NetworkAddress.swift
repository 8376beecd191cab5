internal import Glibc
internal import MetricModel

/// Where a socket can be connected to or listen: one address that a host's name stands for, or a
/// path.
struct NetworkAddress {
  let family: CInt
  private var storage = sockaddr_storage()
  private var length: socklen_t

  /// An address as numbers, for a socket to be bound to.
  init?(_ place: HostPort) {
    var hints = addrinfo()
    hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV
    hints.ai_socktype = CInt(SOCK_DGRAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(place.host.text, String(place.port), &hints, &list) == 0, let first = list
    else { return nil }
    defer { freeaddrinfo(list) }
    self.init(first.pointee)
  }

  /// The address that a socket was bound to: getsockname(2).
  init?(of descriptor: CInt) {
    length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let result = withUnsafeMutablePointer(to: &storage) { [length] pointer in
      var actual = length
      let result = pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        getsockname(descriptor, $0, &actual)
      }
      return result == 0 ? actual : 0
    }
    guard result > 0 else { return nil }
    length = result
    family = CInt(storage.ss_family)
  }

  /// All addresses of a host, IPv4 and IPv6, in the order in which to try them: getaddrinfo(3).
  ///
  /// The host is a name or an address as numbers. The resolver keeps its own time: a name server
  /// that does not answer is given up after what resolv.conf(5) says.
  static func resolve(
    host: String, port: UInt16, type: CInt
  ) throws(MetricError) -> [NetworkAddress] {
    var hints = addrinfo()
    hints.ai_family = AF_UNSPEC
    hints.ai_socktype = type
    hints.ai_flags = AI_NUMERICSERV
    var list: UnsafeMutablePointer<addrinfo>?
    let result = getaddrinfo(host, String(port), &hints, &list)
    guard result == 0 else {
      throw .failure(.resolve, errno: result == EAI_SYSTEM ? errno : result, path: host)
    }
    defer { freeaddrinfo(list) }
    var addresses: [NetworkAddress] = []
    var entry = list
    while let next = entry?.pointee {
      if let address = NetworkAddress(next) { addresses.append(address) }
      entry = next.ai_next
    }
    return addresses
  }

  /// Nil for an address longer than any that the system knows.
  private init?(_ entry: addrinfo) {
    guard let address = entry.ai_addr,
      entry.ai_addrlen <= socklen_t(MemoryLayout<sockaddr_storage>.size)
    else { return nil }
    family = entry.ai_family
    length = entry.ai_addrlen
    withUnsafeMutableBytes(of: &storage) { bytes in
      bytes.copyMemory(from: UnsafeRawBufferPointer(start: address, count: Int(entry.ai_addrlen)))
    }
  }

  /// The address of a socket in the file system; nil when the path is too long for one: unix(7).
  init?(path: String) {
    var address = sockaddr_un()
    let bytes = Array(path.utf8)
    guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return nil }
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    family = AF_UNIX
    length = socklen_t(MemoryLayout<sockaddr_un>.size)
    withUnsafeMutableBytes(of: &storage) { target in
      withUnsafeBytes(of: &address) { target.copyMemory(from: $0) }
    }
  }

  /// Whether it is an address of this machine that no other can have.
  var isLocal: Bool {
    withUnsafeBytes(of: storage) { bytes in
      switch family {
      case AF_UNIX: true
      case AF_INET: bytes[MemoryLayout<sockaddr_in>.offset(of: \.sin_addr)!] == 127
      case AF_INET6:
        bytes[MemoryLayout<sockaddr_in6>.offset(of: \.sin6_addr)!...].prefix(16)
          .elementsEqual([UInt8](repeating: 0, count: 15) + [1])
      default: false
      }
    }
  }

  /// `127.0.0.1:8125`, `[::1]:8125`, or a scheme and a path: getnameinfo(3).
  func text(scheme: String) -> String {
    if family == AF_UNIX { return scheme + ":" + path }
    var host = [CChar](repeating: 0, count: Int(NI_MAXHOST))
    var port = [CChar](repeating: 0, count: Int(NI_MAXSERV))
    let result = withSocketAddress { address, length in
      getnameinfo(
        address, length, &host, socklen_t(host.count), &port, socklen_t(port.count),
        NI_NUMERICHOST | NI_NUMERICSERV)
    }
    guard result == 0 else { return "unknown" }
    let name = textOf(host)
    return (family == AF_INET6 ? "[\(name)]" : name) + ":" + textOf(port)
  }

  private var path: String {
    withUnsafeBytes(of: storage) { bytes in
      let start = MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? 2
      let path = bytes[start..<max(start, Int(length))].prefix { $0 != 0 }
      return String(decoding: path, as: UTF8.self)
    }
  }

  /// Calls a function of the C library with the address.
  func withSocketAddress(_ body: (UnsafePointer<sockaddr>, socklen_t) -> CInt) -> CInt {
    withUnsafePointer(to: storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, length) }
    }
  }
}
