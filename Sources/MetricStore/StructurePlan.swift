internal import MetricModel
internal import SystemCalls

/// What a set of changes asks of the file.
struct StructurePlan {
  /// Records that keep their place and size.
  var inPlace: [(location: RecordLocation, value: [UInt8])] = []
  /// Records that are new or of another size.
  var stores: [(key: [UInt8], value: [UInt8])] = []
  var deletes: [[UInt8]] = []
  /// Records whose place becomes free.
  var freed: [Extent] = []

  init(_ changes: ChangeTable) {
    for change in changes.all where change.isDirty {
      let key = changes.key(of: change)
      switch (change.location, change.value(key: key)) {
      case (let location?, let value?) where location.valueLength == value.count:
        inPlace.append((location, value))
      case (let location, let value?):
        stores.append((key, value))
        if let location { freed.append(location.extent) }
      case (let location?, nil):
        deletes.append(key)
        freed.append(location.extent)
      case (nil, nil): break
      }
    }
  }

  /// Whether libgdbm is needed at all.
  var changesStructure: Bool { !stores.isEmpty || !deletes.isEmpty }

  /// The structure as it was: what may be written over, and what was free.
  struct Before {
    var extents: [Extent]
    var directory: Directory?
    var runs: [Directory.Run] = []
    var space = FreeSpace()
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
    before.directory = directory
    before.runs = runs(in: directory)
    var buckets: [Bucket] = []
    for run in before.runs {
      var places: [RecordPlace] = []
      try table.appendPlaces(of: run, bits: directory.bits, to: &places)
      buckets.append(try table.bucket(at: run.bucket))
    }
    // Each allocation takes at most one table off the chain; an insert makes at most 125.
    before.space = try table.readFreeSpace(buckets: buckets, chainLimit: 125 * stores.count + 1)
    if !(try table.isProvenFree(before.space, directory: directory)) {
      try FreeSpaceRepair.run(on: table)
    }
    before.extents.append(Extent(offset: 0, length: TableHeader.blockSize))
    if maySplit(buckets) { before.extents.append(directory.place) }
    before.extents += before.runs.map(\.extent)
    before.extents += before.space.chainedTables + freed
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
  ///
  /// `saved` holds the old bytes around the records that keep their place.
  func apply(
    to table: inout TableFile, before: Before, saved: [UndoJournal.Region]
  ) throws(MetricError) {
    try writeInPlace(over: saved, in: table.file)
    guard let older = before.directory else { return try table.file.synchronizeData() }
    let writer = try GDBMWriter(adopting: try table.file.duplicate(), path: table.file.path)
    for key in deletes { try writer.delete(key: key) }
    for store in stores { try writer.store(store.value, key: store.key) }
    try table.reload()
    try zeroFreed(in: table, older: older, before: before)
    try writer.synchronize()
  }

  /// Writes the records that keep their place, each run of neighbours at once.
  private func writeInPlace(
    over saved: [UndoJournal.Region], in file: borrowing File
  ) throws(MetricError) {
    let sorted = inPlace.sorted { $0.location.offset < $1.location.offset }
    var next = 0
    for region in saved where next < sorted.count {
      let first = sorted[next].location.valueExtent.offset
      guard first < region.end else { continue }
      var run: [UInt8] = []
      while next < sorted.count, case let place = sorted[next].location.valueExtent,
        place.offset < region.end
      {
        let start = first + run.count - region.offset
        run += region.bytes[start..<place.offset - region.offset]
        run += sorted[next].value
        next += 1
      }
      try file.write(run, at: first)
    }
  }

  /// Whether one record was put into free space and no more: then nothing but zeros was left free.
  private func onlyTookSpace(
    from table: borrowing TableFile, _ isSameDirectory: Bool, _ before: Before
  ) throws(MetricError) -> Bool {
    guard isSameDirectory, freed.isEmpty, stores.count == 1 else { return false }
    return try table.freeChain() == before.space.chain
  }

  /// Fills with zeros what this transaction left free and did not find free and zero.
  private func zeroFreed(
    in table: borrowing TableFile, older: Directory, before: Before
  ) throws(MetricError) {
    let directory = try table.readDirectory(replacing: older)
    if try onlyTookSpace(from: table, directory == older, before) { return }
    var buckets: [Bucket] = []
    for run in before.runs {
      for offset in directory.buckets(succeeding: run, of: older) {
        buckets.append(try table.bucket(at: offset))
      }
    }
    let space = try table.readFreeSpace(
      buckets: buckets, chainLimit: .max, upTo: before.space.lastTableBeforeRest)
    for extent in space.mayHoldBytes(since: before.space) { try table.zero(extent) }
  }
}
