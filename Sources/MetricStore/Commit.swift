internal import MetricModel
internal import SystemCalls

extension Transaction {
  /// Puts the changes into the file and returns when they are as sure as asked for.
  ///
  /// One record that keeps its size and lies within a page is written in place: one pwrite(2), then
  /// the lock is given back, then fdatasync(2). Everything else goes through the undo journal, or,
  /// where much comes or goes, into a new file. Two changes of one record are one write already.
  mutating func commit(durability: Durability) throws(MetricError) {
    let dirty = changes.dirty
    guard let first = dirty.first else { return }
    if dirty.count == 1, let location = first.location,
      let value = first.value(key: changes.key(of: first)),
      location.valueLength == value.count, !location.valueSpansPages
    {
      try database.table.file.write(value, at: location.valueExtent.offset)
      database.table.file.unlock()
      if durability == .full { try database.table.file.synchronizeData() }
    } else if try !RebuildingCommit.run(changes, on: database) {
      try JournaledCommit.run(changes, on: &database)
    }
  }
}
