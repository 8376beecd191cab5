internal import MetricModel
internal import SystemCalls

/// Undoing a transaction that was cut off.
enum Recovery {
  /// Whether a database has a journal beside it.
  static func isNeeded(for database: String) -> Bool {
    FileStatus(ofPath: UndoJournal.path(for: database)) != nil
  }

  /// Looks at the journal beside a database whose exclusive lock is held, undoes what it says if
  /// it belongs to this database, and takes it away.
  ///
  /// Returns whether something was undone.
  static func run(on database: borrowing File) throws(MetricError) -> Bool {
    let path = UndoJournal.path(for: database.path)
    let file = try openJournal(path, of: database)
    switch UndoJournal.read(try file.read(try file.status().size, at: 0)) {
    case .whole(let journal):
      let applies = try isOurs(journal, of: database)
      if applies { try journal.undo(in: database) }
      try UndoJournal.remove(file)
      return applies
    case .torn:
      // An empty one may mean that this file was just put in place by a process that was killed.
      try Folder.synchronize(parentOf: database.path)
      try UndoJournal.remove(file)
      return false
    case .newer(let version): throw .database(.newer(version: version), path: path)
    case .foreign:
      throw .database(.notOurs("no journal of metricctl, yet in its place"), path: path)
    }
  }

  /// Refuses a journal that stands beside a database and belongs to somebody who may not write it.
  static func checkOwner(for database: String) throws(MetricError) {
    let path = UndoJournal.path(for: database)
    guard let status = FileStatus(ofPath: path) else { return }
    try FileTrust.check(status, at: path, beside: database)
  }

  /// Opens the journal of a database, of which it is certain then that it is to be believed and can be
  /// taken away.
  private static func openJournal(
    _ path: String, of database: borrowing File
  ) throws(MetricError) -> File {
    try checkOwner(for: database.path)
    let file: File
    do throws(MetricError) {
      file = try File.open(path, for: .readingAndWriting)
    } catch { throw explain(error, path: path, of: database.path) }
    let status = try file.status()
    guard status.isRegular else { throw .database(.notAFile(status.kindName), path: path) }
    try FileTrust.check(status, at: path, beside: database.path)
    guard status.links < 2 else { throw .database(.linked(names: Int(status.links)), path: path) }
    if let number = Folder.obstacle(toRemoving: status, at: path) {
      throw .database(.unrecovered(errno: number), path: database.path)
    }
    // What it saves are parts of the database, each once and with 16 bytes before it.
    guard status.size <= 1 << 16 + 2 * (try database.status().size) else {
      throw .database(.notOurs("no journal could be as long"), path: path)
    }
    return file
  }

  private static func explain(
    _ error: MetricError, path: String, of database: String
  ) -> MetricError {
    if case .failure(.open, let number, _) = error, SystemErrors.isRefusal(number) {
      return .database(.unrecovered(errno: number), path: database)
    }
    return DatabaseOpening.explain(error, path: path)
  }

  /// A journal left by another database, or by one that a backup has replaced, undoes nothing.
  ///
  /// The transaction that was cut off may have written the next generation already, or not.
  private static func isOurs(
    _ journal: UndoJournal, of database: borrowing File
  ) throws(MetricError) -> Bool {
    guard try database.status().size >= journal.databaseSize else { return false }
    let mark = try database.read(journal.mark.count, at: journal.markOffset)
    guard mark.count == journal.mark.count, mark[..<8] == journal.mark[..<8] else { return false }
    let old: UInt64 = journal.mark.integer(at: 8)
    let generation: UInt64 = mark.integer(at: 8)
    return generation == old || generation == old &+ 1
  }
}
