internal import MetricModel
internal import SystemCalls

/// Committing changes that one write cannot make: all of them, or after any failure none.
///
/// 1. Prove that libgdbm may be let at the file: directory, buckets and free space are sound.
/// 2. Save what it may write over in the undo journal; wait for the disk.
/// 3. Write the records that keep their size, among them the database's own with its generation;
///    let libgdbm insert and delete; zero what became free; wait for the disk.
/// 4. Empty the journal. That is the moment of the commit: what fails before it is undone.
/// 5. Wait for the disk, and take the journal away.
enum JournaledCommit {
  static func run(
    _ changes: ChangeTable, on database: inout OpenDatabase
  ) throws(MetricError) {
    DatabaseDraft.sweep(for: database.table.file.path)
    var plan = StructurePlan(changes)
    plan.inPlace.append((database.recordLocation, database.record.ofNextGeneration.encode()))
    let before = try plan.examine(database.table)
    var journal = UndoJournal(
      databaseSize: database.table.header.fileSize,
      markOffset: database.recordLocation.valueExtent.offset + DatabaseRecord.markOffset,
      mark: database.record.mark)
    try journal.save(before.extents, of: database.table.file)
    let file = try journal.write(beside: database.table.file)
    do throws(MetricError) {
      try plan.apply(to: &database.table, before: before, saved: journal.regions)
      try UndoJournal.empty(file)
    } catch {
      try journal.undo(in: database.table.file)
      try UndoJournal.remove(file)
      throw error
    }
    try UndoJournal.takeAway(file)
  }
}
