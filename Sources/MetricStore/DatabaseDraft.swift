internal import MetricModel
internal import SystemCalls

/// A file that is written as `PATH-new` and then renamed to PATH: whole, or not at all.
///
/// Whoever writes it holds its lock, so that two never write the same one, and nobody who finds one
/// without a lock has to ask whose it is: a killed process left it.
enum DatabaseDraft {
  /// Where the draft of a database stands.
  static func path(for database: String) -> String { database + "-new" }

  /// Opens and locks an empty draft; nil when the lock is not had in time.
  ///
  /// One that a killed process left is taken over.
  static func claim(
    for database: String, mode: UInt32, until deadline: Deadline
  ) throws(MetricError) -> File? {
    let path = path(for: database)
    while true {
      let file = try File.open(path, for: .creating(mode: mode))
      let status = try file.status()
      guard status.isRegular else { throw .database(.notAFile(status.kindName), path: path) }
      guard status.links < 2 else {
        throw .database(.linked(names: Int(status.links)), path: path)
      }
      guard try file.lock(.exclusive, until: deadline) else { return nil }
      // Whoever held it may have renamed it or taken it away.
      guard status.isSameFile(as: FileStatus(ofPath: path)) else { continue }
      if try file.status().size > 0 { try file.truncate(to: 0) }
      return file
    }
  }

  /// Puts a finished draft, which is on disk, in place of the database.
  ///
  /// Between the renaming and the disk's having it, a process that is killed would leave a database
  /// that the next one updates and that a power loss takes back. So an empty journal stands beside
  /// it meanwhile: whoever finds one waits for the folder (see Recovery). The draft's lock, which
  /// is the new database's by then, keeps everyone else out for as long as this process lives.
  static func publish(_ draft: borrowing File, for database: String) throws(MetricError) {
    let journal = UndoJournal.path(for: database)
    let isMarked = try mark(journal, like: draft)
    do throws(MetricError) {
      try Folder.rename(draft.path, to: database)
    } catch {
      if isMarked { try? Folder.unlink(journal) }
      throw error
    }
    try Folder.synchronize(parentOf: database)
    if isMarked { try Folder.unlink(journal) }
  }

  /// Makes an empty journal; false when something stands there, which serves as well.
  private static func mark(
    _ journal: String, like draft: borrowing File
  ) throws(MetricError) -> Bool {
    if let status = FileStatus(ofPath: journal), status.size > 0 || !status.isRegular {
      return false
    }
    let status = try draft.status()
    try File.open(journal, for: .creating(mode: status.mode)).offer(toThoseOf: status)
    return true
  }

  /// Takes a draft away whose lock is held.
  ///
  /// A name that stays is taken over by the next to make a draft.
  static func discard(for database: String) { try? Folder.unlink(path(for: database)) }

  /// Takes away what a killed process left.
  static func sweep(for database: String) {
    let path = path(for: database)
    guard FileStatus(ofPath: path)?.isRegular == true,
      let file = try? File.open(path, for: .readingAndWriting),
      (try? file.lock(.exclusive, until: Deadline(secondsFromNow: 0))) == true,
      (try? file.status())?.isSameFile(as: FileStatus(ofPath: path)) == true
    else { return }
    discard(for: database)
  }
}
