internal import Glibc
package import MetricModel

/// A socket that takes connections: the descriptor, closed with the object, and where it is.
package final class ListeningSocket: Sendable {
  /// `ip:port` or `unix:/path`, as a user would write it.
  package let address: String
  /// Whether only programs of this machine can connect.
  package let isLocal: Bool
  private let descriptor: CInt
  /// The socket's file, which goes with it.
  private let ownedPath: String?
  private static let backlog: CInt = 1_024

  private init(
    adopting descriptor: CInt, address: String, isLocal: Bool, ownedPath: String? = nil
  ) {
    self.descriptor = descriptor
    self.address = address
    self.isLocal = isLocal
    self.ownedPath = ownedPath
  }

  deinit {
    close(descriptor)
    if let ownedPath { Glibc.unlink(ownedPath) }
  }

  /// Listens on a TCP port, the first free one for 0: bind(2), listen(2).
  package static func open(_ host: IPAddress, port: UInt16) throws(MetricError) -> ListeningSocket {
    let name = "\(host.urlText):\(port)"
    let address = try NetworkAddress(host, port: port, name: name)
    let descriptor = try listen(on: address, name: name) { fresh in
      var yes: CInt = 1
      setsockopt(fresh, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<CInt>.size))
    }
    return try adopt(descriptor)
  }

  /// Listens on a socket in the file system, which the group of its owner may use as well: unix(7).
  ///
  /// A file that a server left which is no more is replaced; another server's, and a file that is no
  /// socket, are not.
  package static func open(path: String) throws(MetricError) -> ListeningSocket {
    guard let address = NetworkAddress(path: path) else {
      throw .failure(.listen, errno: ENAMETOOLONG, path: path)
    }
    try removeAbandoned(path, address)
    let descriptor = try listen(on: address, name: path) { _ in }
    chmod(path, 0o660)
    return ListeningSocket(
      adopting: descriptor, address: "unix:" + path, isLocal: true, ownedPath: path)
  }

  /// Takes over a descriptor that is open: one that another program listens with for this one.
  package static func adopt(_ descriptor: CInt) throws(MetricError) -> ListeningSocket {
    let name = "descriptor \(descriptor)"
    var listens: CInt = 0
    var length = socklen_t(MemoryLayout<CInt>.size)
    let known = getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &listens, &length)
    guard known == 0, listens != 0, let place = NetworkAddress(of: descriptor) else {
      let number = known == 0 ? EINVAL : errno
      close(descriptor)
      throw .failure(.listen, errno: number, path: name)
    }
    return ListeningSocket(
      adopting: descriptor, address: place.description, isLocal: place.isLocal)
  }

  /// A second descriptor of the socket, for an owner who closes it.
  package func duplicate() throws(MetricError) -> CInt {
    let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)
    guard copy >= 0 else { throw .failure(.listen, errno: errno, path: address) }
    return copy
  }

  private static func listen(
    on address: NetworkAddress, name: String, _ prepare: (CInt) -> Void
  ) throws(MetricError) -> CInt {
    let flags = CInt(SOCK_CLOEXEC.rawValue) | CInt(SOCK_NONBLOCK.rawValue)
    let opened = socket(address.family, CInt(SOCK_STREAM.rawValue) | flags, 0)
    guard opened >= 0 else { throw .failure(.listen, errno: errno, path: name) }
    let fresh = try awayFromStandardStreams(opened, name)
    prepare(fresh)
    guard address.withSocketAddress({ bind(fresh, $0, $1) }) == 0,
      Glibc.listen(fresh, backlog) == 0
    else {
      let number = errno
      close(fresh)
      throw .failure(.listen, errno: number, path: name)
    }
    return fresh
  }

  /// Takes away a socket's file that nobody answers on.
  private static func removeAbandoned(
    _ path: String, _ address: NetworkAddress
  ) throws(MetricError) {
    guard let status = FileStatus(ofPath: path) else { return }
    guard status.isSocket else { throw .failure(.listen, errno: EEXIST, path: path) }
    let probe = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
    guard probe >= 0 else { throw .failure(.listen, errno: errno, path: path) }
    defer { close(probe) }
    let answers = address.withSocketAddress { connect(probe, $0, $1) } == 0
    guard !answers, errno == ECONNREFUSED else {
      throw .failure(.listen, errno: answers ? EADDRINUSE : errno, path: path)
    }
    try Folder.unlink(path)
  }
}
