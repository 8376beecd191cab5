package import MetricModel

/// A file that is replaced in one step: written beside its name, brought to disk, then renamed.
///
/// Readers see the old text or the new, never a part. The draft is `PATH-new`; it is locked from the
/// beginning, so that two writers take turns, and one that a killed writer left is taken over. Not
/// finished, the draft goes with the value.
package final class ReplacedFile {
  private let path: String
  private let draft: File
  private var length = 0
  private var isFinished = false

  /// Opens and locks the draft of a file with that mode; waits a minute for another writer.
  package init(at path: String, mode: UInt32) throws(MetricError) {
    self.path = path
    draft = try Self.open(path + "-new", mode: mode)
  }

  private static func open(_ path: String, mode: UInt32) throws(MetricError) -> File {
    while true {
      let file = try File.open(path, for: .creating(mode: mode))
      guard try file.lock(.exclusive, until: Deadline(secondsFromNow: 60)) else {
        throw .failure(.lock, errno: SystemErrors.busy, path: path)
      }
      if try file.status().isSameFile(as: FileStatus(ofPath: path)) {
        try file.truncate(to: 0)
        return file
      }
    }
  }

  deinit { if !isFinished { try? Folder.unlink(draft.path) } }

  /// Gives the file to the owner and group of another, where this process may.
  package func offer(toThoseOf other: FileStatus) { draft.offer(toThoseOf: other) }

  /// Appends to the draft.
  package func write(_ bytes: [UInt8]) throws(MetricError) {
    try draft.write(bytes, at: length)
    length += bytes.count
  }

  /// Puts the finished file in its place, on disk.
  package func finish() throws(MetricError) {
    try draft.synchronize()
    try Folder.rename(draft.path, to: path)
    isFinished = true
    try Folder.synchronize(parentOf: path)
  }
}
