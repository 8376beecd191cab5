internal import CLinux
internal import Glibc
package import MetricModel

/// Who may use a socket in the file system, besides its owner: unix(7).
///
/// A socket is bound with room for its owner alone, and gets its group and then its mode before
/// anyone can have come in by less: who has connected stays, whatever the mode becomes. The file is
/// held meanwhile, so that another one put in its place is left alone.
package struct SocketAccess: Sendable, Equatable {
  /// The permission bits.
  package var mode: UInt32
  /// The number of the group; nil for the one that the file gets by itself.
  package var group: UInt32?

  /// The owner, and the group that the file gets by itself, unless told otherwise.
  package init(mode: UInt32 = 0o660, group: UInt32? = nil) {
    (self.mode, self.group) = (mode, group)
  }

  /// The number of a group, by its name in /etc/group or as digits; nil when there is none: group(5).
  package static func group(_ word: String) throws(MetricError) -> UInt32? {
    if let number = UInt32(word), number != .max { return number }
    let bytes = try File.contents(ofSmall: "/etc/group") ?? []
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      let fields = line.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
      guard fields.count >= 3, fields[0].elementsEqual(word.utf8) else { continue }
      return UInt32(String(decoding: fields[2], as: UTF8.self))
    }
    return nil
  }

  /// Keeps all but the owner out of a socket that has no name yet: fchmod(2).
  func close(_ descriptor: CInt) { fchmod(descriptor, mode & 0o600) }

  /// Lets those in who may, once the socket has its name: fchownat(2), chmod(2).
  func open(_ path: String) throws(MetricError) {
    let file = Glibc.open(path, OPEN_NAME_ONLY | O_NOFOLLOW | O_CLOEXEC)
    guard file >= 0 else { throw .failure(.open, errno: errno, path: path) }
    defer { Glibc.close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK,
      status.st_uid == geteuid()
    else { throw .failure(.changeMode, errno: EPERM, path: path) }
    if let group, fchownat(file, "", uid_t.max, group, DESCRIPTOR_ITSELF) != 0 {
      throw .failure(.changeGroup, errno: errno, path: path)
    }
    // A descriptor of this kind is no good for fchmod, but its name is for chmod.
    if chmod("/proc/self/fd/\(file)", mode) == 0 { return }
    guard errno == ENOENT || errno == ENOTDIR, chmod(path, mode) == 0 else {
      throw .failure(.changeMode, errno: errno, path: path)
    }
  }
}
