internal import Glibc

/// What stat(2) says of a file, as far as it matters here.
package struct FileStatus: Equatable, Sendable {
  /// The device and the file's number on it: equal for one and the same file only.
  package struct Identity: Equatable, Sendable {
    let device: UInt
    let inode: UInt
  }

  package let identity: Identity
  /// Bytes.
  package let size: Int
  /// The permission bits.
  package let mode: UInt32
  package let group: UInt32
  package let isRegular: Bool
  /// `a folder`, `a FIFO`, ...: for messages.
  package let kindName: String

  init(_ raw: stat) {
    identity = Identity(device: raw.st_dev, inode: raw.st_ino)
    size = raw.st_size
    mode = raw.st_mode & 0o7777
    group = raw.st_gid
    isRegular = raw.st_mode & S_IFMT == S_IFREG
    kindName =
      switch raw.st_mode & S_IFMT {
      case S_IFREG: "a file"
      case S_IFDIR: "a folder"
      case S_IFIFO: "a FIFO"
      case S_IFLNK: "a symbolic link"
      case S_IFSOCK: "a socket"
      default: "a device"
      }
  }

  /// What stands at a path, a link not followed; nil when nothing does: lstat(2).
  package init?(ofPath path: String) {
    var raw = stat()
    guard lstat(path, &raw) == 0 else { return nil }
    self.init(raw)
  }
}
