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

  /// Every record must decode, and every series belong to a declared family that it fits.
  fileprivate mutating func checkRecords(
    _ places: [RecordPlace], of table: borrowing TableFile
  ) throws(MetricError) {
    var census = RecordCensus()
    var faults: [String] = []
    let sorted = places.sorted { $0.offset < $1.offset }
    try RecordScan.read(sorted, of: table) { (key, value) throws(MetricError) in
      do throws(DatabaseFault) {
        try census.take(key: key, value: value)
      } catch .damaged(let detail) {
        faults.append(detail)
      } catch { throw .database(error, path: table.file.path) }
    }
    families = census.kinds
    series = census.seriesCount
    self.faults += (faults + census.faults).sorted()
  }
}
