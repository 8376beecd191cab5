package import MetricModel
internal import SystemCalls

/// What tells whether a database has been changed since it was read.
///
/// It is the file's identity, size and time of change. The kernel's clock for the last goes in steps
/// of up to 10 ms, and some file systems keep whole seconds only, so that two changes within one step
/// look alike: a stamp counts only when the change before it was older than that. Every commit changes the file, through write(2) or through
/// pages mapped by the process that commits, and both move that time.
package struct DatabaseStamp: Sendable {
  private static let clockStepSeconds = 0.02
  private static let coarseStepSeconds = 2.1
  private let status: FileStatus
  private let isTrusted: Bool

  /// The stamp of a file that is being read under its lock.
  init(of status: FileStatus, at now: Timestamp) {
    self.status = status
    let isWhole = status.modified.nanoseconds % 1_000_000_000 == 0
    let step = isWhole ? Self.coarseStepSeconds : Self.clockStepSeconds
    isTrusted = now.seconds(since: status.modified) > step
  }

  /// Whether a path still leads to the file as it was read, with no commit since.
  ///
  /// False also when that is not certain. Asks the file system, and takes no lock.
  package func isCurrent(at path: String) -> Bool {
    guard isTrusted, let now = FileStatus(ofPath: path) else { return false }
    return status.isSameFile(as: now) && status.size == now.size
      && status.modified == now.modified
  }

  /// Words that name this state of the file, for an `ETag`; nil when another state may share them.
  package var tag: String? {
    guard isTrusted else { return nil }
    return "\(status.number)-\(status.size)-\(status.modified.nanoseconds)"
  }
}

extension Database {
  /// Throws what keeps the database from being read.
  package func probe() throws(MetricError) { _ = try openForReading() }

  /// One moment of the database, and a stamp by which to tell later whether it is still that.
  package func stampedSnapshot(
    of selectors: [Selector] = []
  ) throws(MetricError) -> (snapshot: MetricSnapshot, stamp: DatabaseStamp) {
    let database = try openForReading()
    let now = Timestamp.now
    let stamp = DatabaseStamp(of: try database.table.file.status(), at: now)
    return (try snapshot(of: selectors, in: database, at: now), stamp)
  }
}
