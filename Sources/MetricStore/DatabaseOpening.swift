internal import MetricModel
internal import SystemCalls

/// Getting from a path to a locked, recovered database that is known to be ours.
enum DatabaseOpening {
  /// Opens and locks a database: for writing alone, for reading together with other readers.
  ///
  /// Throws `database` for everything that makes it unusable, `missing` when there is none.
  static func open(
    _ path: String, for mode: File.LockMode, deadline: Deadline, waitSeconds: Double
  ) throws(MetricError) -> OpenDatabase {
    while true {
      let file = try openFile(path, for: mode)
      guard try lock(file, mode, deadline: deadline, waitSeconds: waitSeconds) else { continue }
      guard Recovery.isNeeded(for: path) else { return try OpenDatabase(file, undone: false) }
      if mode.isExclusive {
        let undone = try Recovery.run(on: file)
        return try OpenDatabase(file, undone: undone)
      }
      file.unlock()
      try recover(path, deadline: deadline, waitSeconds: waitSeconds)
    }
  }

  /// Takes the lock of an open file; false when its path leads to another file by then.
  static func lock(
    _ file: borrowing File, _ mode: File.LockMode, deadline: Deadline, waitSeconds: Double
  ) throws(MetricError) -> Bool {
    let (status, path) = (try file.status(), file.path)
    guard status.isRegular else { throw .database(.notAFile(status.kindName), path: path) }
    // A journal stands beside one name only: under another one, half of an update would show.
    guard !mode.isExclusive || status.links < 2 else {
      throw .database(.linked(names: Int(status.links)), path: path)
    }
    guard try file.lock(mode, until: deadline) else {
      throw .database(.locked(seconds: waitSeconds), path: path)
    }
    // Another process may have put a new file in place while this one waited.
    return status.isSameFile(as: FileStatus(ofPath: path))
  }

  /// What a reader does that finds a transaction cut off: it becomes a writer for a moment.
  private static func recover(
    _ path: String, deadline: Deadline, waitSeconds: Double
  ) throws(MetricError) {
    try Recovery.checkOwner(for: path)
    do throws(MetricError) {
      _ = try open(path, for: .exclusive, deadline: deadline, waitSeconds: waitSeconds)
    } catch .database(.readOnly(let number), _) {
      throw .database(.unrecovered(errno: number), path: path)
    } catch .failure(let call, let number, let place) {
      guard SystemErrors.isRefusal(number) else {
        throw .failure(call, errno: number, path: place)
      }
      throw .database(.unrecovered(errno: number), path: path)
    }
  }

  /// Opens a database's file, whatever it holds.
  static func openFile(
    _ path: String, for mode: File.LockMode
  ) throws(MetricError) -> File {
    do throws(MetricError) {
      return try File.open(path, for: mode.isExclusive ? .readingAndWriting : .reading)
    } catch {
      throw explain(error, path: path, writing: mode.isExclusive)
    }
  }

  /// What the error number of a refused open(2) means for a database.
  static func explain(_ error: MetricError, path: String, writing: Bool = false) -> MetricError {
    guard case .failure(.open, let number, _) = error else { return error }
    if let status = FileStatus(ofPath: path), !status.isRegular {
      return .database(.notAFile(status.kindName), path: path)
    }
    if SystemErrors.isMissing(number) { return .database(.missing, path: path) }
    if writing, SystemErrors.isRefusal(number), FileStatus(ofPath: path) != nil {
      return .database(.readOnly(errno: number), path: path)
    }
    return .database(.cannotOpen(errno: number), path: path)
  }
}

/// A database whose lock is held: the file as a table, and the database's own record.
struct OpenDatabase: ~Copyable {
  var table: TableFile
  let record: DatabaseRecord
  let recordLocation: RecordLocation
  /// Whether a transaction that was cut off has just been undone.
  let undone: Bool

  /// Reads the header and the database's record; refuses a file that is not ours.
  init(_ file: consuming File, undone: Bool) throws(MetricError) {
    let table = try TableFile(file)
    guard let location = try table.find(RecordKey.database) else {
      throw .database(
        .notOurs("it is a GDBM file without metricctl's own record"), path: table.file.path)
    }
    do throws(DatabaseFault) {
      guard location.valueLength == DatabaseRecord.length else {
        throw .damaged("the database's own record is not what it should be")
      }
      let value = try? table.value(location)
      record = try DatabaseRecord(value ?? [])
    } catch { throw .database(error, path: table.file.path) }
    recordLocation = location
    self.undone = undone
    self.table = table
  }
}
