internal import MetricModel
internal import SystemCalls

/// Committing what touches much of the file: the whole file is written anew and put in place.
///
/// libgdbm needs a read and some writes for each record, and the undo journal their old bytes; from
/// some number on it is quicker to read the whole file and to write a new one, each from front to
/// back. The new file has the old one's identity, the next generation, its owner and permissions.
///
/// 1. `PATH-new` is claimed and locked (see DatabaseDraft), while the database's lock is held.
/// 2. Every record of the database is read and checked; what the transaction leaves as it is, and
///    what it changes or makes, is written to the draft; wait for the disk.
/// 3. The draft is renamed to PATH. That is the moment of the commit: whatever fails before it
///    leaves the database untouched. Who waits for the old file's lock sees, once it is had, that
///    the path leads elsewhere now, and opens it again.
/// 4. Wait until the folder is on disk; only then are the locks given back.
enum RebuildingCommit {
  /// With fewer changes than this the journal is as quick.
  private static let fewestChanges = 64
  /// How many bytes of the file may be copied for each record that comes or goes.
  private static let bytesPerChange = 4096
  /// The journal keeps what is updated in place in memory, twice: too much when it is most of a
  /// large file.
  private static let fewestInPlace = 65536
  private static let bytesPerUpdate = 256

  /// Does the commit and returns true, or does nothing: when it is not worth while, or when a draft
  /// cannot be made that has the owner and permissions of the database.
  static func run(
    _ changes: ChangeTable, on database: borrowing OpenDatabase
  ) throws(MetricError) -> Bool {
    guard isWorthwhile(changes, fileSize: database.table.header.fileSize),
      let draft = try claimDraft(of: database.table.file)
    else { return false }
    let path = database.table.file.path
    let isSame: Bool
    do throws(MetricError) {
      try fill(draft, with: changes, from: database)
      try draft.synchronize()
      // Whoever put another file in place meanwhile, past the lock, keeps it.
      isSame = try database.table.file.status().isSameFile(as: FileStatus(ofPath: path))
      if isSame { try DatabaseDraft.publish(draft, for: path) }
    } catch {
      DatabaseDraft.discard(for: path)
      throw error
    }
    if !isSame { DatabaseDraft.discard(for: path) }
    return isSame
  }

  private static func isWorthwhile(_ changes: ChangeTable, fileSize: Int) -> Bool {
    let (structural, inPlace) = changes.counts
    return structural >= fewestChanges && fileSize <= structural * bytesPerChange
      || inPlace >= fewestInPlace && fileSize <= inPlace * bytesPerUpdate
  }

  /// A draft with the owner, group, permissions and attributes of the database; nil when it cannot
  /// be had.
  private static func claimDraft(
    of file: borrowing File
  ) throws(MetricError) -> File? {
    let status = try file.status()
    let deadline = Deadline(secondsFromNow: 1)
    guard
      let claimed = try? DatabaseDraft.claim(
        for: file.path, mode: status.mode, until: deadline)
    else { return nil }
    claimed.offer(toThoseOf: status)
    let made = try claimed.status()
    guard made.owner == status.owner, made.group == status.group, made.mode == status.mode,
      status.links < 2, claimed.hasSameAttributes(as: file)
    else {
      DatabaseDraft.discard(for: file.path)
      return nil
    }
    return claimed
  }

  private static func fill(
    _ draft: borrowing File, with changes: ChangeTable, from database: borrowing OpenDatabase
  ) throws(MetricError) {
    let stored = changes.all.filter { $0.isDirty && $0.isStored }.sorted { $0.offset < $1.offset }
    var met = 0
    var builder = TableBuilder(expecting: database.table.header.fileSize / 128 + changes.count)
    let own = (database.recordLocation.offset, database.record.ofNextGeneration.encode())
    try VerifiedScan.run(on: database.table) { (slot, key, value) throws(MetricError) in
      if slot.offset == own.0 {
        return try builder.append(key: key, hash: slot.hash, value: own.1, to: draft)
      }
      guard met < stored.count, stored[met].offset == slot.offset else {
        return try builder.append(key: key, hash: slot.hash, value: value, to: draft)
      }
      met += 1
      if let value = stored[met - 1].value(key: Array(key)) {
        try builder.append(key: key, hash: slot.hash, value: value, to: draft)
      }
    }
    guard met == stored.count else {
      throw database.table.damaged("a record that was read before is gone")
    }
    try builder.appendNew(changes, to: draft)
    try builder.finish(draft)
  }
}

extension TableBuilder {
  /// Adds the records that a transaction made.
  mutating func appendNew(
    _ changes: ChangeTable, to file: borrowing File
  ) throws(MetricError) {
    for change in changes.all where change.isDirty && !change.isStored {
      let key = changes.key(of: change)
      guard let value = change.value(key: key) else { continue }
      try append(key: key, hash: change.hash, value: value, to: file)
    }
  }
}
