internal import CLinux
internal import Glibc

/// The sockets that a service manager opened for this process.
///
/// They stand at descriptor 3 and behind it, `LISTEN_FDS` of them, when `LISTEN_PID` is this process.
/// Source: sd_listen_fds(3).
package enum SocketActivation {
  private static let first: CInt = 3

  /// The descriptors, which are closed in programs started from here.
  ///
  /// The variables are taken away, so that those programs do not think that they are meant.
  package static func descriptors() -> [CInt] {
    defer {
      for name in ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"] { unsetenv(name) }
    }
    guard let pid = getenv("LISTEN_PID").flatMap({ Int32(String(cString: $0)) }), pid == getpid(),
      let count = getenv("LISTEN_FDS").flatMap({ CInt(String(cString: $0)) }),
      count > 0, count < 1_000
    else { return [] }
    let descriptors = Array(first..<first + count)
    for descriptor in descriptors { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    return descriptors
  }

  /// Whether a descriptor is a socket for datagrams, and not one that takes connections.
  package static func isForDatagrams(_ descriptor: CInt) -> Bool {
    var type: CInt = 0
    var length = socklen_t(MemoryLayout<CInt>.size)
    return getsockopt(descriptor, SOL_SOCKET, SO_TYPE, &type, &length) == 0
      && type == CInt(SOCK_DGRAM.rawValue)
  }
}
