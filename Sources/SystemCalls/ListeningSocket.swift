internal import Glibc
package import MetricModel
internal import Synchronization

/// A socket that takes connections: the descriptor, closed with the object unless it was handed over,
/// and where it is.
package final class ListeningSocket: Sendable {
  /// `ip:port` or `unix:/path`, as a user would write it.
  package let address: String
  /// Whether only programs of this machine can connect.
  package let isLocal: Bool
  /// Nil once it is another's.
  private let descriptor: Mutex<CInt?>
  /// Goes with the socket.
  private let file: SocketFile?

  private init(
    adopting descriptor: CInt, address: String, isLocal: Bool, file: SocketFile? = nil
  ) {
    self.descriptor = Mutex(descriptor)
    self.address = address
    self.isLocal = isLocal
    self.file = file
  }

  deinit {
    file?.remove()
    if let descriptor = handOver() { close(descriptor) }
  }

  /// Listens on a TCP port, the first free one for 0: bind(2), listen(2).
  package static func open(_ place: HostPort) throws(MetricError) -> ListeningSocket {
    let name = place.description
    guard let address = NetworkAddress(place) else {
      throw .failure(.listen, errno: EADDRNOTAVAIL, path: name)
    }
    let descriptor = try makeSocket(address.family, name)
    var yes: CInt = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<CInt>.size))
    guard bind(descriptor, address), lengthenQueue(of: descriptor) else {
      throw refusal(of: descriptor, name)
    }
    return try adopt(descriptor)
  }

  /// Listens on a socket in the file system: unix(7).
  ///
  /// A file that a server left which is no more is replaced; another server's, and a file that is no
  /// socket, are not.
  package static func open(
    path: String, access: SocketAccess = SocketAccess()
  ) throws(MetricError) -> ListeningSocket {
    guard let address = NetworkAddress(path: path) else {
      throw .failure(.listen, errno: ENAMETOOLONG, path: path)
    }
    let descriptor = try makeSocket(AF_UNIX, path)
    access.close(descriptor)
    var isBound = bind(descriptor, address)
    if !isBound, errno == EADDRINUSE,
      SocketFile.isAbandoned(address, path: path, type: SOCK_STREAM)
    {
      unlink(path)
      isBound = bind(descriptor, address)
    }
    guard isBound else { throw refusal(of: descriptor, path) }
    let socket = ListeningSocket(
      adopting: descriptor, address: "unix:" + path, isLocal: true, file: SocketFile(path: path))
    try access.open(path)
    // Only now: nobody can have connected before.
    guard lengthenQueue(of: descriptor) else {
      throw .failure(.listen, errno: errno, path: path)
    }
    return socket
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
      adopting: descriptor, address: place.text(scheme: "unix"), isLocal: place.isLocal)
  }

  /// Takes the socket's file away, if it has one, before others let go of the socket.
  package func removeFile() { file?.remove() }

  /// The descriptor, for an owner who closes it; nil when it has one already.
  ///
  /// There is no second one, with which the socket would go on to listen for nobody.
  package func handOver() -> CInt? { descriptor.withLock { $0.take() } }

  private static func makeSocket(_ family: CInt, _ name: String) throws(MetricError) -> CInt {
    let flags = CInt(SOCK_CLOEXEC.rawValue) | CInt(SOCK_NONBLOCK.rawValue)
    let descriptor = socket(family, CInt(SOCK_STREAM.rawValue) | flags, 0)
    guard descriptor >= 0 else { throw .failure(.listen, errno: errno, path: name) }
    return try awayFromStandardStreams(descriptor, name)
  }

  private static func bind(_ descriptor: CInt, _ address: NetworkAddress) -> Bool {
    address.withSocketAddress { Glibc.bind(descriptor, $0, $1) } == 0
  }

  /// Has as many connections wait to be taken as the system allows (`net.core.somaxconn`): listen(2),
  /// which may be called again for a socket that listens.
  ///
  /// Of connections for which there is no room the kernel drops the handshake: their clients, some of
  /// which take them for open and have asked, wait for seconds, time out or are reset.
  @discardableResult
  package static func lengthenQueue(of descriptor: CInt) -> Bool { listen(descriptor, .max) == 0 }

  private static func refusal(of descriptor: CInt, _ name: String) -> MetricError {
    let number = errno
    close(descriptor)
    return .failure(.listen, errno: number, path: name)
  }
}
