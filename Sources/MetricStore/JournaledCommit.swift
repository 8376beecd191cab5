internal import MetricModel
internal import SystemCalls

/// Committing changes that one write cannot make: all of them, or after any failure none.
///
/// 1. Prove that libgdbm may be let at the file: directory, buckets and free space are sound.
/// 2. Save what it may write over in the undo journal; wait for the disk.
/// 3. Let it insert and delete; write the records that keep their size ourselves; zero what
///    became free; wait for the disk.
/// 4. Take the journal away. That is the moment of the commit.
enum JournaledCommit {
  static func run(
    _ changes: [Change], on database: inout OpenDatabase
  ) throws(MetricError) {
    let plan = StructurePlan(changes)
    let before = try plan.examine(database.table)
    var journal = UndoJournal(
      databaseSize: database.table.header.fileSize,
      identityOffset: database.recordLocation.valueExtent.offset + DatabaseRecord.identityOffset,
      identity: database.record.identity)
    try journal.save(before.extents, of: database.table.file)
    try journal.write(beside: database.table.file)
    do throws(MetricError) {
      try plan.apply(to: &database.table, before: before)
      try Folder.unlink(UndoJournal.path(for: database.table.file.path))
    } catch {
      try journal.undo(in: database.table.file)
      try UndoJournal.remove(for: database.table.file.path)
      throw error
    }
    try Folder.synchronize(parentOf: database.table.file.path)
  }
}

/// What a set of changes asks of the file.
struct StructurePlan {
  /// Records that keep their place and size.
  var inPlace: [(location: RecordLocation, value: [UInt8])] = []
  /// Records that are new or of another size.
  var stores: [(key: [UInt8], value: [UInt8])] = []
  var deletes: [[UInt8]] = []
  /// Records whose place becomes free.
  var freed: [Extent] = []

  init(_ changes: [Change]) {
    for change in changes {
      switch (change.location, change.value) {
      case (let location?, let value?) where location.valueLength == value.count:
        inPlace.append((location, value))
      case (let location, let value?):
        stores.append((change.key, value))
        if let location { freed.append(location.extent) }
      case (let location?, nil):
        deletes.append(change.key)
        freed.append(location.extent)
      case (nil, nil): break
      }
    }
  }

  /// Whether libgdbm is needed at all.
  var changesStructure: Bool { !stores.isEmpty || !deletes.isEmpty }

  /// The structure as it was: what may be written over, and where it stood.
  struct Before {
    var extents: [Extent]
    var directory: Directory?
    var runs: [Directory.Run] = []
    var chainedTables: [Extent] = []
    /// The first table of the chain of free space, or 0.
    var chain = 0
  }

  /// Proves that the parts of the file that libgdbm will use are sound, and lists what it may write
  /// over: the first block, the directory, the keys' buckets, the chain of free space, and the
  /// records that go.
  ///
  /// All else that it writes goes to free space.
  func examine(_ table: borrowing TableFile) throws(MetricError) -> Before {
    var before = Before(extents: inPlace.map(\.location.valueExtent))
    guard changesStructure else { return before }
    let directory = try table.readDirectory()
    before.runs = runs(in: directory)
    var buckets: [Bucket] = []
    for run in before.runs {
      var places: [RecordPlace] = []
      try table.appendPlaces(of: run, bits: directory.bits, to: &places)
      buckets.append(try table.bucket(at: run.bucket))
    }
    // Each allocation takes at most one table off the chain; an insert makes at most 125.
    let space = try table.readFreeSpace(buckets: buckets, chainLimit: 125 * stores.count + 1)
    if !(try table.isProvenFree(space, directory: directory)) {
      try FreeSpaceRepair.run(on: table)
    }
    before.chainedTables = space.chainedTables
    before.chain = space.chain
    before.extents.append(Extent(offset: 0, length: TableHeader.blockSize))
    if maySplit(buckets) { before.extents.append(directory.place) }
    before.extents += before.runs.map(\.extent)
    before.extents += space.chainedTables + freed
    before.directory = directory
    return before
  }

  /// Whether a bucket may become too full: only then is the directory written.
  private func maySplit(_ buckets: [Bucket]) -> Bool {
    let fullest = buckets.map(\.count).max() ?? 0
    return fullest + stores.count > TableHeader.slotsPerBucket
  }

  private func runs(in directory: Directory) -> [Directory.Run] {
    var runs: [Int: Directory.Run] = [:]
    for key in deletes + stores.map(\.key) {
      let run = directory.run(forHash: keyHash(key))
      runs[run.bucket] = run
    }
    return runs.values.sorted { $0.bucket < $1.bucket }
  }

  /// Makes the changes and waits until they are on disk.
  func apply(to table: inout TableFile, before: Before) throws(MetricError) {
    for change in inPlace {
      try table.file.write(change.value, at: change.location.valueExtent.offset)
    }
    guard changesStructure else { return try table.file.synchronizeData() }
    let writer = try GDBMWriter(adopting: try table.file.duplicate(), path: table.file.path)
    for key in deletes { try writer.delete(key: key) }
    for store in stores { try writer.store(store.value, key: store.key) }
    try table.reload()
    try zeroFreed(in: table, before: before)
    try writer.synchronize()
  }

  /// Fills with zeros what this transaction freed and did not use again.
  private func zeroFreed(in table: borrowing TableFile, before: Before) throws(MetricError) {
    guard let older = before.directory else { return }
    let directory = try table.readDirectory(replacing: older)
    if directory == older, freed.isEmpty, try table.freeChain() == before.chain { return }
    var gone = freed
    if older.place != directory.place { gone.append(older.place) }
    var buckets: [Bucket] = []
    for run in before.runs {
      let successors = directory.buckets(succeeding: run, of: older)
      if !successors.contains(run.bucket) { gone.append(run.extent) }
      for offset in successors { buckets.append(try table.bucket(at: offset)) }
    }
    let space = try table.readFreeSpace(buckets: buckets, chainLimit: .max)
    gone += before.chainedTables.filter { !space.chainedTables.contains($0) }
    try table.zero(gone, within: space)
  }
}
