package import MetricModel

/// A file that is replaced in one step: written beside its name, brought to disk, then renamed.
///
/// Readers see the old text or the new, never a part. The draft is `PATH-new` (see DraftFile); two
/// writers take turns. Not finished, the draft goes with the value.
package final class ReplacedFile {
  private let path: String
  private let draft: File
  private var length = 0
  private var isFinished = false

  /// Makes and locks the draft of a file with that mode; waits a minute for another writer.
  ///
  /// A draft that was left is whose who may write the file, or another one beside it.
  package init(
    at path: String, mode: UInt32, beside other: String? = nil
  ) throws(MetricError) {
    let draft = path + "-new"
    let deadline = Deadline(secondsFromNow: 60)
    guard
      let file = try DraftFile.claim(
        draft, mode: mode, beside: other ?? path, until: deadline)
    else { throw .failure(.lock, errno: SystemErrors.busy, path: draft) }
    self.path = path
    self.draft = file
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
