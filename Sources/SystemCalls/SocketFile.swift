internal import CLinux
internal import Glibc

/// The file of a socket that this process has made.
struct SocketFile: Sendable {
  private let path: String
  private let status: FileStatus?

  /// The file that was just made.
  init(path: String) {
    self.path = path
    status = FileStatus(ofPath: path)
  }

  /// Takes the file away, unless another one stands in its place by now.
  func remove() {
    if let status, status.isSameFile(as: FileStatus(ofPath: path)) { unlink(path) }
  }

  /// Whether a socket's file is there, and no process listens on it any more.
  ///
  /// Leaves the error number as it is after a name was found taken.
  static func isAbandoned(
    _ address: NetworkAddress, path: String, type: __socket_type
  ) -> Bool {
    defer { errno = EADDRINUSE }
    guard let status = FileStatus(ofPath: path), status.isSocket else { return false }
    // Not blocking: a server that is stopped and has all its connections waiting still lives.
    let flags = CInt(SOCK_CLOEXEC.rawValue) | CInt(SOCK_NONBLOCK.rawValue)
    let probe = socket(AF_UNIX, CInt(type.rawValue) | flags, 0)
    guard probe >= 0 else { return false }
    defer { close(probe) }
    return address.withSocketAddress { connect(probe, $0, $1) } != 0 && errno == ECONNREFUSED
  }
}
