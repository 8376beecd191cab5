internal import Glibc
package import MetricModel

/// A file that is written beside its name, as `PATH-new`, and then put in its place.
///
/// Whoever writes it holds its lock, so that two never write the same one, and nobody who finds one
/// without a lock has to ask whether it is in use: a killed process left it. What stands there is never
/// written to: it may be open elsewhere, or lead elsewhere.
package enum DraftFile {
  /// Makes and locks a draft with this mode; nil when the lock of another is not had in time.
  ///
  /// One that was left is taken away first. Throws `foreign` for one that belongs to somebody who may
  /// not write the file beside it.
  package static func claim(
    _ path: String, mode: UInt32, beside other: String, until deadline: Deadline
  ) throws(MetricError) -> File? {
    while true {
      do throws(MetricError) {
        let file = try File.open(path, for: .new(mode: mode))
        guard try file.lock(.exclusive, until: deadline) else { return nil }
        // Another may have had the lock first, and taken this one for left.
        if try file.status().isSameFile(as: FileStatus(ofPath: path)) { return file }
      } catch .failure(.open, let number, _) where SystemErrors.isTaken(number) {
        guard try removeLeft(path, beside: other, until: deadline) else { return nil }
      }
    }
  }

  /// Waits until a draft is not in use any more, and takes it away if it still is there then; false
  /// when that takes too long.
  private static func removeLeft(
    _ path: String, beside other: String, until deadline: Deadline
  ) throws(MetricError) -> Bool {
    guard let found = FileStatus(ofPath: path) else { return true }
    guard found.isRegular else { throw .database(.notAFile(found.kindName), path: path) }
    // Before the lock, which somebody else might hold for ever.
    try FileTrust.check(found, at: path, beside: other)
    let file: File
    do throws(MetricError) {
      file = try open(path)
    } catch .failure(.open, let number, _) where SystemErrors.isMissing(number) {
      return true
    }
    let isFree = try file.lock(.exclusive, until: deadline)
    let status = try file.status()
    guard status.isSameFile(as: FileStatus(ofPath: path)) else { return true }
    try FileTrust.check(status, at: path, beside: other)
    guard status.links < 2 else { throw .database(.linked(names: Int(status.links)), path: path) }
    if isFree { try Folder.unlink(path) }
    return isFree
  }

  /// Opens a draft of another user, perhaps, who has made it and is about to give it its mode.
  private static func open(_ path: String) throws(MetricError) -> File {
    for _ in 0..<10 {
      do throws(MetricError) {
        return try File.open(path, for: .readingAndWriting)
      } catch .failure(.open, let number, _) where SystemErrors.isRefusal(number) {
        usleep(20_000)
      }
    }
    return try File.open(path, for: .readingAndWriting)
  }
}
