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

  /// Puts the journal on disk: only when this has returned its file may the database be written.
  ///
  /// On failure the unfinished journal is taken away again. Nothing may stand in its place: what was
  /// left there was taken away when the database was opened.
  func write(beside database: borrowing File) throws(MetricError) -> File {
    let status = try database.status()
    let file = try File.open(Self.path(for: database.path), for: .new(mode: status.mode))
    do throws(MetricError) {
      file.offer(toThoseOf: status)
      try file.write(encode(), at: 0)
      try file.synchronize()
      try Folder.synchronize(parentOf: file.path)
    } catch {
      try? Self.remove(file)
      throw error
    }
    return file
  }

  /// Writes the old bytes back, where others stand, and waits until they are on disk.
  ///
  /// What was not written over need not be writable: it may lie beyond a limit on the size of files.
  func undo(in database: borrowing File) throws(MetricError) {
    for region in regions
    where try database.read(region.bytes.count, at: region.offset) != region.bytes {
      try database.write(region.bytes, at: region.offset)
    }
    try database.truncate(to: databaseSize)
    try database.synchronize()
  }

  /// Makes a journal undo nothing, for good, and takes it away.
  static func remove(_ file: borrowing File) throws(MetricError) {
    try empty(file)
    try takeAway(file)
  }

  /// Empties a journal, so that it undoes nothing any more.
  static func empty(_ file: borrowing File) throws(MetricError) { try file.truncate(to: 0) }

  /// Takes an emptied journal away once the disk has it empty.
  ///
  /// One that was only unlinked might come back after a power loss, and would undo what others have
  /// been told is done; an empty one that comes back is taken for torn.
  static func takeAway(_ emptied: borrowing File) throws(MetricError) {
    try emptied.synchronize()
    try Folder.unlink(emptied.path)
  }
}
