package import MetricModel
internal import CLinux
internal import Glibc

/// Whose file it is that stands beside another one, such as a journal beside its database.
///
/// In a folder where others may make files, as `/tmp` is, a name says nothing of who made the file. It
/// is believed only when its owner could have written the other file, too.
package enum FileTrust {
  /// Refuses a file that belongs to somebody who may not write the file beside which it stands.
  ///
  /// Its owner must be root, the user of this process, the other file's owner, or somebody whom that
  /// one's mode or access control list allows to write. Where the other file is missing it is whoever
  /// may put one there. Throws `foreign`.
  package static func check(
    _ file: FileStatus, at path: String, beside other: String
  ) throws(MetricError) {
    if file.owner == 0 || file.owner == geteuid() { return }
    guard mayWrite(file, beside: FileStatus(ofPath: other), at: other) else {
      throw .database(.foreign(owner: file.owner, beside: other), path: path)
    }
  }

  /// Whether the name of a file in a sticky folder was taken by somebody who is neither root, nor the
  /// user of this process, nor the folder's owner.
  package static func isSquatted(_ file: FileStatus, at path: String) -> Bool {
    guard let folder = folder(of: path).0, folder.isSticky else { return false }
    return ![0, geteuid(), folder.owner].contains(file.owner)
  }

  private static func mayWrite(
    _ file: FileStatus, beside other: FileStatus?, at path: String
  ) -> Bool {
    let (folder, folderPath) = self.folder(of: path)
    guard let other else { return folder.map { !$0.isSticky } ?? false }
    if file.owner == other.owner || other.mode & 0o002 != 0 { return true }
    guard other.mode & 0o020 != 0 else { return false }
    let list = AccessControlList(ofPath: path)
    if list?.users.contains(file.owner) == true { return true }
    // A file bears a group that its owner is a member of, unless the folder gave it to the file and
    // others than that group may make files there.
    if folder?.group == file.group {
      guard let folder, folder.mode & 0o002 == 0, AccessControlList(ofPath: folderPath) == nil
      else {
        return false
      }
    }
    let isOfOwnGroup = file.group == other.group && list?.isGroupWriting ?? true
    return isOfOwnGroup || list?.groups.contains(file.group) == true
  }

  /// The folder that a file stands in, a link to it followed, and its path.
  private static func folder(of path: String) -> (FileStatus?, String) {
    let path = Folder.parent(of: path) + "/."
    return (FileStatus(ofPath: path), path)
  }
}

/// Those whom a file's access control list allows to write, besides owner and all others: acl(5).
private struct AccessControlList {
  private static let write: UInt16 = 2
  private(set) var users: [UInt32] = []
  private(set) var groups: [UInt32] = []
  /// Whether the file's own group may.
  private(set) var isGroupWriting = false

  /// Nil when the file has none: lgetxattr(2).
  init?(ofPath path: String) {
    var bytes = [UInt8](repeating: 0, count: 65536)
    let length = lgetxattr(path, "system.posix_acl_access", &bytes, bytes.count)
    guard length >= 4 else { return nil }
    // {u32 version} {u16 tag, u16 permissions, u32 id}..., little-endian
    for start in stride(from: 4, through: length - 8, by: 8) {
      let (tag, permissions, id) = bytes.withUnsafeBytes {
        (
          $0.loadUnaligned(fromByteOffset: start, as: UInt16.self),
          $0.loadUnaligned(fromByteOffset: start + 2, as: UInt16.self),
          $0.loadUnaligned(fromByteOffset: start + 4, as: UInt32.self)
        )
      }
      guard permissions & Self.write != 0 else { continue }
      switch tag {
      case 0x02: users.append(id)
      case 0x04: isGroupWriting = true
      case 0x08: groups.append(id)
      default: break
      }
    }
  }
}
