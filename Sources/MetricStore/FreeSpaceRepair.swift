internal import MetricModel

/// What is done when free space does not read as zeros: the whole file is checked, once.
///
/// Another GDBM program that deleted or replaced something leaves old bytes behind, which is no
/// damage. If the check finds no byte used or free twice, the free space is zeroed,
/// and the next transaction is quick again. It harms nothing when it is cut off half way.
enum FreeSpaceRepair {
  static func run(on table: borrowing TableFile) throws(MetricError) {
    let report = try StructureCheck.run(on: table)
    if let fault = report.faults.first { throw table.damaged(fault) }
    for extent in report.space.extents { try table.zero(extent) }
  }
}
