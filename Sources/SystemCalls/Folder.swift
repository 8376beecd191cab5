package import MetricModel
internal import Glibc

/// Calls that change which names a folder holds.
package enum Folder {
  /// The folder that a path's last part stands in.
  package static func parent(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    let parent = String(path[..<slash])
    return parent.isEmpty ? "/" : parent
  }

  /// Makes a folder and those above it, each for its owner only, and returns those that were not
  /// there, from the top down: mkdir(2) with mode 0750.
  @discardableResult
  package static func make(_ path: String) throws(MetricError) -> [String] {
    guard mkdir(path, 0o750) != 0 else { return [path] }
    switch errno {
    case EEXIST: return []
    case ENOENT where path != parent(of: path):
      let above = try make(parent(of: path))
      if mkdir(path, 0o750) == 0 { return above + [path] }
      guard errno == EEXIST else { fallthrough }
      return above
    default: throw .failure(.makeDirectory, errno: errno, path: path)
    }
  }

  /// Takes an empty folder away: rmdir(2).
  package static func remove(_ path: String) throws(MetricError) {
    guard rmdir(path) == 0 else { throw .failure(.unlink, errno: errno, path: path) }
  }

  /// Waits until the names in the folder of a path are on disk: fsync(2) of the folder.
  package static func synchronize(parentOf path: String) throws(MetricError) {
    let folder = parent(of: path)
    let descriptor = retrying { open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw .failure(.open, errno: errno, path: folder) }
    defer { close(descriptor) }
    guard retrying({ fsync(descriptor) }) == 0 else {
      throw .failure(.synchronize, errno: errno, path: folder)
    }
  }

  /// Waits until a folder will be found after a power loss: its own name is on disk, and so are those
  /// of the folders above it, which may be as new.
  ///
  /// What this process may not read is passed over: it made none of it.
  package static func synchronizeNames(upTo folder: String) {
    var folder = folder
    while folder != parent(of: folder) {
      try? synchronize(parentOf: folder)
      folder = parent(of: folder)
    }
  }

  /// Puts a file in place of another, or of none, in one step: rename(2).
  package static func rename(_ path: String, to target: String) throws(MetricError) {
    guard Glibc.rename(path, target) == 0 else {
      throw .failure(.rename, errno: errno, path: path)
    }
  }

  /// Why this process may not take the name of a file away, as an error number; nil when it may:
  /// faccessat(2).
  ///
  /// In a sticky folder a name goes with its owner, the folder's, or root.
  package static func obstacle(toRemoving file: FileStatus, at path: String) -> Int32? {
    let folder = parent(of: path)
    guard faccessat(AT_FDCWD, folder, W_OK | X_OK, AT_EACCESS) == 0 else { return errno }
    guard let status = FileStatus(ofPath: folder + "/."), status.isSticky else { return nil }
    return [0, file.owner, status.owner].contains(geteuid()) ? nil : EPERM
  }

  /// Takes a name away: unlink(2).
  ///
  /// A name that is not there is no error.
  package static func unlink(_ path: String) throws(MetricError) {
    guard Glibc.unlink(path) == 0 || errno == ENOENT else {
      throw .failure(.unlink, errno: errno, path: path)
    }
  }
}
