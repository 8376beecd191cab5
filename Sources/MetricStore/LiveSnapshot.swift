package import MetricModel
internal import SystemCalls

/// A snapshot of a whole database that is brought up to date by what has changed in the file.
///
/// The file is compared with what was read of it before, and only records with another value are
/// decoded again. After a change of its structure, such as a new series, all of it is. It holds as
/// many bytes as the file has, and 16 for each record, besides the snapshot.
package struct LiveSnapshot: Sendable {
  /// What an update has changed.
  package enum Change: Sendable {
    /// Families and rows are other ones than before.
    case everything
    /// Only these rows have other values.
    case rows([Row])
  }

  /// A row of the table of a family.
  package struct Row: Comparable, Sendable {
    /// The family's index.
    package var family: Int
    /// The row's index.
    package var row: Int

    /// A row by its indices.
    package init(family: Int, row: Int) { (self.family, self.row) = (family, row) }

    package static func < (left: Row, right: Row) -> Bool {
      (left.family, left.row) < (right.family, right.row)
    }
  }

  /// The database as it was at the last update; empty before.
  package private(set) var snapshot = MetricSnapshot(
    takenAt: Timestamp(nanoseconds: 0), families: [])
  private var image: FileImage?
  private let largestImage: Int

  /// A snapshot of nothing.
  ///
  /// A file of more bytes than the largest image is not kept in memory, but read anew each time.
  package init(largestImage: Int = 1 << 30) { self.largestImage = largestImage }

  /// Reads what has changed in a database since the last time, with its lock held no longer than
  /// for that.
  ///
  /// Throws what reading a database throws; after that the next update reads everything.
  package mutating func update(
    from database: Database
  ) throws(MetricError) -> (change: Change, stamp: DatabaseStamp) {
    let open = try database.openForReading()
    let now = Timestamp.now
    let stamp = DatabaseStamp(of: try open.table.file.status(), at: now)
    if var image = image.take(), let changed = try image.update(from: open.table) {
      open.table.file.unlock()
      let rows = try take(changed, of: image, path: database.path)
      snapshot.takenAt = now
      self.image = image
      return (.rows(rows), stamp)
    }
    snapshot.families = []
    guard open.table.header.fileSize <= largestImage else {
      snapshot = try database.snapshot(of: [], in: open, at: now)
      return (.everything, stamp)
    }
    let image = try FileImage(reading: open.table)
    open.table.file.unlock()
    snapshot = try Self.snapshot(of: image, at: now, path: database.path)
    self.image = image
    return (.everything, stamp)
  }

  private static func snapshot(
    of image: FileImage, at now: Timestamp, path: String
  ) throws(MetricError) -> MetricSnapshot {
    do throws(DatabaseFault) {
      var builder = SnapshotBuilder(selectors: [], takenAt: now)
      try builder.take(image.places, of: image)
      return try builder.finish()
    } catch { throw .database(error, path: path) }
  }

  /// Puts the values of changed records into their rows, and tells which these are.
  private mutating func take(
    _ changed: [RecordPlace], of image: FileImage, path: String
  ) throws(MetricError) -> [Row] {
    do throws(DatabaseFault) {
      var builder = SnapshotBuilder(selectors: [], takenAt: snapshot.takenAt)
      try builder.take(changed, of: image)
      try builder.takeFamilies(of: snapshot)
      var rows: [Row] = []
      for (family, series) in try builder.finish().families {
        let index = snapshot.index(of: family.name)
        for fresh in 0..<series.count {
          guard let index,
            let row = snapshot.families[index].series.replace(with: fresh, of: series)
          else { throw .damaged("a series of '\(family.name)' is not where it was") }
          rows.append(Row(family: index, row: row))
        }
      }
      return rows
    } catch { throw .database(error, path: path) }
  }
}

extension SnapshotBuilder {
  /// Takes some records of an image.
  fileprivate mutating func take(
    _ places: [RecordPlace], of image: FileImage
  ) throws(DatabaseFault) {
    for place in places {
      try image.withRecord(place) { (key, value) throws(DatabaseFault) in
        try take(key: key, value: value)
      }
    }
  }
}
