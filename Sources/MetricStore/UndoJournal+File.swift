internal import MetricModel
internal import SystemCalls

extension UndoJournal {
  /// Saves regions of the database as they are now, parts that overlap only once.
  ///
  /// What lies between near ones is saved with them, which costs less than another read.
  mutating func save(
    _ extents: [Extent], of file: borrowing File
  ) throws(MetricError) {
    for extent in Self.merged(extents) {
      let bytes = try file.read(extent.length, at: extent.offset)
      guard bytes.count == extent.length else {
        throw .database(.damaged("it ends before \(extent.end)"), path: file.path)
      }
      regions.append(Region(offset: extent.offset, bytes: bytes))
    }
  }

  private static func merged(_ extents: [Extent]) -> [Extent] {
    var merged: [Extent] = []
    for extent in extents.sorted() where extent.length > 0 {
      if let last = merged.last, extent.offset < last.end + shortestGap {
        merged[merged.count - 1].length = max(last.end, extent.end) - last.offset
      } else {
        merged.append(extent)
      }
    }
    return merged
  }

  /// Puts the journal on disk: only when this has returned may the database be written.
  ///
  /// On failure the unfinished journal is taken away again.
  func write(beside database: borrowing File) throws(MetricError) {
    let path = Self.path(for: database.path)
    let status = try database.status()
    do throws(MetricError) {
      let file = try File.open(path, for: .creating(mode: status.mode))
      file.offer(toThoseOf: status)
      try file.write(encode(), at: 0)
      try file.synchronize()
      try Folder.synchronize(parentOf: path)
    } catch {
      try? Self.remove(for: database.path)
      throw error
    }
  }

  /// Writes the old bytes back and waits until they are on disk.
  func undo(in database: borrowing File) throws(MetricError) {
    for region in regions { try database.write(region.bytes, at: region.offset) }
    try database.truncate(to: databaseSize)
    try database.synchronize()
  }

  /// Makes the journal of a database undo nothing, for good, and takes it away.
  static func remove(for database: String) throws(MetricError) {
    try takeAway(try empty(for: database))
  }

  /// Empties the journal of a database, so that it undoes nothing any more.
  static func empty(for database: String) throws(MetricError) -> File {
    let file = try File.open(path(for: database), for: .readingAndWriting)
    try file.truncate(to: 0)
    return file
  }

  /// Takes an emptied journal away once the disk has it empty.
  ///
  /// One that was only unlinked might come back after a power loss, and would undo what others have
  /// been told is done; an empty one that comes back is taken for torn.
  static func takeAway(_ emptied: borrowing File) throws(MetricError) {
    try emptied.synchronize()
    try Folder.unlink(emptied.path)
  }
}
