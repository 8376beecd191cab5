internal import Glibc
package import MetricModel

extension DatagramReceiver {
  /// Listens on a UDP port; port 0 takes any free one.
  package static func listen(_ place: HostPort) throws(MetricError) -> DatagramReceiver {
    let shown = place.description
    guard let address = NetworkAddress(place) else {
      throw .failure(.listen, errno: EADDRNOTAVAIL, path: shown)
    }
    let descriptor = try makeSocket(address.family, path: shown)
    let result = address.withSocketAddress { bind(descriptor, $0, $1) }
    guard result == 0 else { throw refusal(of: descriptor, path: shown) }
    return try DatagramReceiver(adopting: descriptor, file: nil)
  }

  /// Listens on a socket in the file system: unix(7).
  ///
  /// The file of a server that has ended is replaced. Another kind of file, or the socket of a
  /// server that lives, is an error.
  package static func listen(
    path: String, access: SocketAccess = SocketAccess()
  ) throws(MetricError) -> DatagramReceiver {
    guard let address = NetworkAddress(path: path) else {
      throw .failure(.listen, errno: ENAMETOOLONG, path: path)
    }
    let descriptor = try makeSocket(AF_UNIX, path: path)
    access.close(descriptor)
    var result = address.withSocketAddress { bind(descriptor, $0, $1) }
    if result != 0, errno == EADDRINUSE,
      SocketFile.isAbandoned(address, path: path, type: SOCK_DGRAM)
    {
      unlink(path)
      result = address.withSocketAddress { bind(descriptor, $0, $1) }
    }
    guard result == 0 else { throw refusal(of: descriptor, path: path) }
    let receiver = try DatagramReceiver(adopting: descriptor, file: SocketFile(path: path))
    try access.open(path)
    return receiver
  }

  /// Receives on a socket that is bound already, as systemd hands one over: sd_listen_fds(3).
  package static func adopt(_ descriptor: CInt) throws(MetricError) -> DatagramReceiver {
    var type: CInt = 0
    var length = socklen_t(MemoryLayout<CInt>.size)
    let path = "descriptor \(descriptor)"
    guard getsockopt(descriptor, SOL_SOCKET, SO_TYPE, &type, &length) == 0 else {
      throw .failure(.listen, errno: errno, path: path)
    }
    guard type == CInt(SOCK_DGRAM.rawValue) else {
      throw .failure(.listen, errno: EPROTOTYPE, path: path)
    }
    return try DatagramReceiver(adopting: descriptor, file: nil)
  }

  private static func makeSocket(_ family: CInt, path: String) throws(MetricError) -> CInt {
    let descriptor = socket(
      family, CInt(SOCK_DGRAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw .failure(.listen, errno: errno, path: path) }
    return try awayFromStandardStreams(descriptor, path)
  }

  private static func refusal(of descriptor: CInt, path: String) -> MetricError {
    let number = errno
    close(descriptor)
    return .failure(.listen, errno: number, path: path)
  }
}
