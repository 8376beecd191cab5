internal import MetricModel
internal import SystemCalls

/// Making a database that was not there: whole, or not at all.
///
/// The file is built as `PATH-new` under its lock and then renamed to PATH, so that nobody ever
/// opens half of one. Creators meet at that lock; the one who comes second finds the work done. A
/// `PATH-new` that a killed creator left is taken over by the next one.
enum DatabaseCreation {
  /// Makes the database unless there is one by now, and the folders above it.
  static func run(_ path: String, options: DatabaseOptions, deadline: Deadline)
    throws(MetricError)
  {
    let draft = path + "-new"
    try Folder.make(Folder.parent(of: path))
    Folder.synchronizeNames(upTo: Folder.parent(of: path))
    while isAbsentOrEmpty(path) {
      let file = try openDraft(draft, mode: mode(for: path, options: options))
      guard try file.lock(.exclusive, until: deadline) else {
        throw .database(.locked(seconds: options.lockTimeoutSeconds), path: path)
      }
      guard try file.status().isSameFile(as: FileStatus(ofPath: draft)) else { continue }
      guard isAbsentOrEmpty(path) else { return try Folder.unlink(draft) }
      if let empty = FileStatus(ofPath: path) { file.offer(toThoseOf: empty) }
      try build(file, draft: draft, path: path)
    }
  }

  /// Tries a transaction on an empty database in memory, so that one which is refused leaves no
  /// file behind.
  ///
  /// It does nothing where there is a database.
  static func rehearse(
    _ path: String, _ body: (inout Transaction) throws(MetricError) -> AppliedSeries?
  ) throws(MetricError) {
    guard isAbsentOrEmpty(path) else { return }
    let file = try File.inMemory(as: path)
    try fill(file, path: path)
    var transaction = Transaction(try OpenDatabase(file, undone: false), at: .now)
    _ = try body(&transaction)
  }

  /// An empty file, as mktemp(1) makes, counts as none; its owner and permissions are kept.
  private static func isAbsentOrEmpty(_ path: String) -> Bool {
    guard let status = FileStatus(ofPath: path) else { return true }
    return status.isRegular && status.size == 0
  }

  private static func mode(for path: String, options: DatabaseOptions) -> UInt32 {
    FileStatus(ofPath: path)?.mode ?? options.mode
  }

  private static func openDraft(_ draft: String, mode: UInt32) throws(MetricError) -> File {
    let file = try File.open(draft, for: .creating(mode: mode))
    let status = try file.status()
    guard status.isRegular else { throw .database(.notAFile(status.kindName), path: draft) }
    return file
  }

  private static func build(
    _ file: borrowing File, draft: String, path: String
  ) throws(MetricError) {
    do throws(MetricError) {
      try fill(file, path: draft)
      try Folder.rename(draft, to: path)
    } catch {
      try? Folder.unlink(draft)
      throw error
    }
    try Folder.synchronize(parentOf: path)
  }

  /// Makes an empty file a database of nothing but its own record, on disk.
  private static func fill(_ file: borrowing File, path: String) throws(MetricError) {
    let writer = try GDBMWriter(adopting: try file.duplicate(), path: path, creating: true)
    try writer.store(DatabaseRecord(created: .now).encode(), key: RecordKey.database)
    try writer.synchronize()
  }
}
