public import MetricModel
internal import SystemCalls

extension Database {
  /// One moment of the database: every family and series, sorted.
  ///
  /// The lock is held only while it is read into memory.
  ///
  /// It holds what any of the selectors selects, or everything when there is none.
  public func snapshot(of selectors: [Selector] = []) throws(MetricError) -> MetricSnapshot {
    try snapshot(of: selectors, in: try openForReading(), at: .now)
  }

  /// The same of an open database, which is unlocked once it is read.
  func snapshot(
    of selectors: [Selector], in database: borrowing OpenDatabase, at now: Timestamp
  ) throws(MetricError) -> MetricSnapshot {
    var builder = SnapshotBuilder(selectors: selectors, takenAt: now)
    try RecordScan.run(on: database.table) { (key, value) throws(MetricError) in
      do throws(DatabaseFault) {
        try builder.take(key: key, value: value)
      } catch { throw .database(error, path: path) }
    }
    database.table.file.unlock()
    do throws(DatabaseFault) {
      return try builder.finish()
    } catch { throw .database(error, path: path) }
  }
}
