internal import Glibc
package import MetricModel

/// What stat(2) says of a file, as far as it matters here.
package struct FileStatus: Sendable {
  /// The device and the file's number on it: equal for one and the same file only.
  private let identity: (device: UInt, inode: UInt)
  /// The file's number on its device.
  package var number: UInt { identity.inode }
  /// Bytes.
  package let size: Int
  /// The permission bits.
  package let mode: UInt32
  package let owner: UInt32
  package let group: UInt32
  /// How many names lead to it.
  package let links: UInt
  package let isRegular: Bool
  /// When the content was last changed, as the kernel's clock of some milliseconds had it.
  package let modified: Timestamp
  private let format: mode_t

  init(_ raw: stat) {
    identity = (raw.st_dev, raw.st_ino)
    size = raw.st_size
    mode = raw.st_mode & 0o7777
    owner = raw.st_uid
    group = raw.st_gid
    links = UInt(raw.st_nlink)
    isRegular = raw.st_mode & S_IFMT == S_IFREG
    modified = Timestamp(
      nanoseconds: Int64(raw.st_mtim.tv_sec) * 1_000_000_000 + Int64(raw.st_mtim.tv_nsec))
    format = raw.st_mode & S_IFMT
  }

  /// Whether it is a folder in which a name is its owner's, as in `/tmp`.
  var isSticky: Bool { mode & 0o1000 != 0 }

  /// Whether it is a socket's file.
  package var isSocket: Bool { format == S_IFSOCK }

  /// `a folder`, `a FIFO`, ...: for messages.
  package var kindName: String {
    switch format {
    case S_IFREG: "a file"
    case S_IFDIR: "a folder"
    case S_IFIFO: "a FIFO"
    case S_IFLNK: "a symbolic link"
    case S_IFSOCK: "a socket"
    default: "a device"
    }
  }

  /// Whether both are one and the same file.
  package func isSameFile(as other: FileStatus?) -> Bool {
    guard let other else { return false }
    return identity.device == other.identity.device && identity.inode == other.identity.inode
  }

  /// What stands at a path, a link not followed; nil when nothing does: lstat(2).
  package init?(ofPath path: String) {
    var raw = stat()
    guard lstat(path, &raw) == 0 else { return nil }
    self.init(raw)
  }
}
