public import MetricModel
internal import SystemCalls

/// What a check of a database found.
public struct CheckReport: Equatable, Sendable {
  /// Declared families.
  public var families: Int
  /// Series of all families.
  public var series: Int
  /// Bytes of the file.
  public var size: Int
  /// Bytes of the file that are free for new records.
  public var free: Int
  /// Every fault, in words; empty for a sound database.
  public var faults: [String]
}

extension Database {
  /// Reads and checks everything: directory, buckets, records, checksums, free space, and that
  /// every series is declared.
  ///
  /// Throws `database` only where the file cannot be read as a database at all.
  public func check() throws(MetricError) -> CheckReport {
    let database = try openForReading()
    let report = try StructureCheck.run(on: database.table)
    return CheckReport(
      families: report.families.count, series: report.series,
      size: database.table.header.fileSize,
      free: report.space.extents.reduce(0) { $0 + max($1.length, 0) },
      faults: report.faults)
  }
}
