internal import MetricModel
internal import SystemCalls

/// Making a database that was not there, together with its first transaction: whole, or not at all.
///
/// It is built as `PATH-new` (see DatabaseDraft). Creators meet at the draft's lock; the one who
/// comes second finds the work done. The first transaction runs on an empty table in the draft; what
/// it makes is written there anew and renamed to PATH. A refused one takes the draft away again, and
/// the folders that were made for it.
struct DatabaseCreation: ~Copyable {
  private let path: String
  /// The folders that were made, from the top down.
  private var folders: [String] = []

  init(of path: String) { self.path = path }

  /// Claims the draft, and opens the empty database in it; nil when there is a database by now.
  mutating func begin(
    options: DatabaseOptions, deadline: Deadline
  ) throws(MetricError) -> OpenDatabase? {
    while Self.isAbsentOrEmpty(path) {
      // Looked at once: a name may be taken by somebody else at any time.
      let empty = FileStatus(ofPath: path)
      if let empty, FileTrust.isSquatted(empty, at: path) {
        throw .database(
          .notOurs("it is an empty file of another user, in a folder where all may make files"),
          path: path)
      }
      folders += try Folder.make(Folder.parent(of: path))
      guard let draft = try claim(mode: empty?.mode, options: options, deadline: deadline) else {
        continue
      }
      guard Self.isAbsentOrEmpty(path) else {
        DatabaseDraft.discard(for: path)
        break
      }
      if let empty { draft.offer(toThoseOf: empty) }
      do throws(MetricError) {
        let builder = try Self.begin(DatabaseRecord(created: .now), in: draft)
        try builder.finish(draft)
        return try OpenDatabase(draft, undone: false)
      } catch {
        cancel()
        throw error
      }
    }
    return nil
  }

  /// The draft; nil when a refused creator took the folder away meanwhile.
  private func claim(
    mode: UInt32?, options: DatabaseOptions, deadline: Deadline
  ) throws(MetricError) -> File? {
    do throws(MetricError) {
      let mode = mode ?? options.mode
      if let draft = try DatabaseDraft.claim(for: path, mode: mode, until: deadline) {
        return draft
      }
    } catch .failure(.open, let number, _)
      where SystemErrors.isMissing(number) && !deadline.hasPassed
    {
      return nil
    }
    throw .database(.locked(seconds: options.lockTimeoutSeconds), path: path)
  }

  /// Puts the database, with what the transaction made, in place.
  borrowing func finish(_ transaction: borrowing Transaction) throws(MetricError) {
    try Self.write(
      transaction.changes, record: transaction.database.record,
      to: transaction.database.table.file)
    Folder.synchronizeNames(upTo: Folder.parent(of: path))
    guard Self.isAbsentOrEmpty(path) else {
      throw .failure(.rename, errno: SystemErrors.exists, path: path)
    }
    try DatabaseDraft.publish(transaction.database.table.file, for: path)
  }

  private static func write(
    _ changes: ChangeTable, record: DatabaseRecord, to file: borrowing File
  ) throws(MetricError) {
    var builder = try begin(record, in: file)
    try builder.appendNew(changes, to: file)
    try builder.finish(file)
    try file.synchronize()
  }

  /// Takes away what was made for a transaction that was refused or failed.
  borrowing func cancel() {
    DatabaseDraft.discard(for: path)
    for folder in folders.reversed() { try? Folder.remove(folder) }
  }

  /// A table that begins with the database's own record.
  private static func begin(
    _ record: DatabaseRecord, in file: borrowing File
  ) throws(MetricError) -> TableBuilder {
    var builder = TableBuilder(expecting: 0)
    let key = RecordKey.database
    try builder.append(key: key, hash: keyHash(key), value: record.encode(), to: file)
    return builder
  }

  /// An empty file, as mktemp(1) makes, counts as none; its owner and permissions are kept.
  private static func isAbsentOrEmpty(_ path: String) -> Bool {
    guard let status = FileStatus(ofPath: path) else { return true }
    return status.isRegular && status.size == 0
  }
}
