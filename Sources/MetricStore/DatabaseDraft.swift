internal import MetricModel
internal import SystemCalls

/// A database that is written as `PATH-new` (see DraftFile) and then renamed to PATH: whole, or not at
/// all.
enum DatabaseDraft {
  /// Where the draft of a database stands.
  static func path(for database: String) -> String { database + "-new" }

  /// Makes and locks an empty draft; nil when the lock of another is not had in time.
  static func claim(
    for database: String, mode: UInt32, until deadline: Deadline
  ) throws(MetricError) -> File? {
    try DraftFile.claim(path(for: database), mode: mode, beside: database, until: deadline)
  }

  /// Puts a finished draft, which is on disk, in place of the database.
  ///
  /// Between the renaming and the disk's having it, a process that is killed would leave a database
  /// that the next one updates and that a power loss takes back. So an empty journal stands beside
  /// it meanwhile: whoever finds one waits for the folder (see Recovery). The draft's lock, which
  /// is the new database's by then, keeps everyone else out for as long as this process lives.
  static func publish(_ draft: borrowing File, for database: String) throws(MetricError) {
    let journal = UndoJournal.path(for: database)
    let isMarked = try mark(journal, of: database, like: draft)
    do throws(MetricError) {
      try Folder.rename(draft.path, to: database)
    } catch {
      if isMarked { try? Folder.unlink(journal) }
      throw error
    }
    try Folder.synchronize(parentOf: database)
    if isMarked { try Folder.unlink(journal) }
  }

  /// Makes an empty journal, or takes over one that a killed process left; false when another stands
  /// there, which serves as well.
  private static func mark(
    _ journal: String, of database: String, like draft: borrowing File
  ) throws(MetricError) -> Bool {
    let status = try draft.status()
    do throws(MetricError) {
      try File.open(journal, for: .new(mode: status.mode)).offer(toThoseOf: status)
      return true
    } catch .failure(.open, let number, let path) where SystemErrors.isTaken(number) {
      guard let found = FileStatus(ofPath: journal) else { return false }
      try FileTrust.check(found, at: path, beside: database)
      return found.isRegular && found.size == 0
    }
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
