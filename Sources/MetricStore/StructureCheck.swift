internal import MetricModel
internal import SystemCalls

/// Whether no byte of a file is used or free twice, and every record is what it should be.
struct StructureCheck {
  /// What a check found.
  ///
  /// It goes on after a fault as far as it can.
  struct Report {
    var families: [MetricName: MetricKind] = [:]
    var series = 0
    var space = FreeSpace()
    var faults: [String] = []
  }

  /// Checks everything: directory, buckets, records and free space.
  ///
  /// Throws `database` only where nothing more can be read at all.
  static func run(on table: borrowing TableFile) throws(MetricError) -> Report {
    var report = Report()
    let directory = try table.readDirectory()
    var buckets: [Bucket] = []
    var places: [RecordPlace] = []
    for run in directory.runs {
      try report.note { () throws(MetricError) in
        try table.appendPlaces(of: run, bits: directory.bits, to: &places)
        let bucket = try table.bucket(at: run.bucket)
        buckets.append(bucket)
        try table.checkWhole(bucket)
      }
    }
    var space = FreeSpace()
    try report.note { () throws(MetricError) in
      space = try table.readFreeSpace(buckets: buckets, chainLimit: .max)
    }
    report.space = space
    report.checkOverlaps(places, directory: directory, header: table.header)
    try report.checkRecords(places, of: table)
    return report
  }
}

extension StructureCheck.Report {
  /// Runs a step and keeps the damage that it meets; other errors go on.
  mutating func note(_ step: () throws(MetricError) -> Void) throws(MetricError) {
    do throws(MetricError) { try step() } catch .database(.damaged(let detail), _) {
      faults.append(detail)
    }
  }

  /// Every run of bytes that something occupies or that is free must lie in the file, over no other.
  fileprivate mutating func checkOverlaps(
    _ places: [RecordPlace], directory: Directory, header: TableHeader
  ) {
    var runs = places.map { Extent(offset: $0.offset, length: $0.end - $0.offset) }
    runs += directory.runs.map(\.extent) + [directory.place] + space.extents + space.chainedTables
    runs.sort()
    for run in runs where !header.contains(run) {
      faults.append("the run of \(run.length) bytes at \(run.offset) lies outside of the file")
    }
    for (left, right) in zip(runs, runs.dropFirst()) where left.overlaps(right) {
      faults.append("the runs of bytes at \(left.offset) and \(right.offset) overlap")
    }
  }

  /// Every series must belong to a declared family of its kind, under a key of canonical form.
  fileprivate mutating func checkRecords(
    _ places: [RecordPlace], of table: borrowing TableFile
  ) throws(MetricError) {
    var kinds: [[UInt8]: MetricKind] = [:]
    var used: [[UInt8]: (kind: MetricKind, count: Int)] = [:]
    let sorted = places.sorted { $0.offset < $1.offset }
    var faults: [String] = []
    try RecordScan.read(sorted, of: table) { (key, value) throws(MetricError) in
      // One that fails its checksum was reported with its bucket.
      guard let frame = try? RecordFrame(value, key: key) else { return }
      do throws(DatabaseFault) {
        switch frame.content {
        case .database: _ = try DatabaseRecord(Array(value))
        case .family: kinds[Array(key)] = try familyKind(Array(value), key: Array(key))
        case .series:
          let series = try seriesParts(Array(value), key: key)
          used[series.name, default: (series.kind, 0)].count += 1
          if used[series.name]?.kind != series.kind {
            throw .damaged("series '\(shownKey(key))' is of another type than its like")
          }
        }
      } catch .damaged(let detail) {
        faults.append(detail)
      } catch { throw .database(error, path: table.file.path) }
    }
    for (name, use) in used where kinds[name] != use.kind {
      faults.append("'\(shownKey(name))' has series and no declaration of their type")
    }
    for (name, kind) in kinds {
      guard let name = try? MetricName(String(decoding: name, as: UTF8.self)) else { continue }
      families[name] = kind
    }
    series = used.values.reduce(0) { $0 + $1.count }
    self.faults += faults.sorted()
  }
}

/// The kind of a family's record, which must decode under a metric's name.
private func familyKind(_ record: [UInt8], key: [UInt8]) throws(DatabaseFault) -> MetricKind {
  guard let name = try? MetricName(String(decoding: key, as: UTF8.self)) else {
    throw .damaged("record '\(shownKey(key))' is not under a metric's name")
  }
  return try FamilyRecord.decode(record, name: name).kind
}

/// The family's name and the kind of a series' record, which must decode under a canonical key.
private func seriesParts(
  _ record: [UInt8], key: UnsafeRawBufferPointer
) throws(DatabaseFault) -> (name: [UInt8], kind: MetricKind) {
  guard let parts = RecordKey.parts(key), LabelSet.isCanonical(Array(parts.labels)[...]) else {
    throw .damaged("record '\(shownKey(key))' is not under a series' name")
  }
  return (Array(parts.name), try SeriesRecord.decode(record, key: Array(key)).kind)
}
