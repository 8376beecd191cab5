internal import MetricModel
internal import SystemCalls

/// The free space that libgdbm may draw on in one transaction, and proof that it is free.
///
/// A damaged entry in a table of free space would make libgdbm write a new record over a live one,
/// and nothing in the file would tell. So metricctl keeps a rule of its own: what becomes free is
/// filled with zeros in the same transaction. Since no live record, bucket or directory holds a
/// long run of zeros where a record could go, space that reads as zeros and that lies over no known
/// structure is free. Where the rule does not hold (another GDBM program deleted something), the
/// whole file is checked instead, and the free space zeroed.
struct FreeSpace {
  /// The first table of the chain, or 0.
  var chain = 0
  /// Places of the chained tables, in the order of the chain.
  var chainedTables: [Extent] = []
  /// Every entry of the tables that were read.
  var extents: [Extent] = []
}

extension TableFile {
  /// Reads the tables in the header, in some buckets, and at most so many of the chain.
  borrowing func readFreeSpace(
    buckets: [Bucket], chainLimit: Int
  ) throws(MetricError) -> FreeSpace {
    var space = FreeSpace()
    let table = try readFreeTable()
    space.chain = table.next
    do throws(DatabaseFault) {
      space.extents = table.extents + buckets.flatMap(\.free)
      try readChain(after: table, limit: chainLimit, into: &space)
    } catch { throw .database(error, path: file.path) }
    return space
  }

  /// The first table of the chain of free space, or 0.
  borrowing func freeChain() throws(MetricError) -> Int { try readFreeTable().next }

  private borrowing func readFreeTable() throws(MetricError) -> FreeTable {
    let block = try file.read(TableHeader.blockSize, at: 0)
    do throws(DatabaseFault) {
      guard block.count == TableHeader.blockSize else { throw .damaged("it is cut short") }
      return try FreeTable(block, at: TableHeader.freeTableOffset)
    } catch { throw .database(error, path: file.path) }
  }

  private borrowing func readChain(
    after first: FreeTable, limit: Int, into space: inout FreeSpace
  ) throws(DatabaseFault) {
    var table = first
    let most = min(limit, header.fileSize / TableHeader.blockSize)
    while table.next != 0 {
      guard space.chainedTables.count < most else { break }
      let place = Extent(offset: table.next, length: first.chainedLength)
      guard header.contains(place), let bytes = try? file.read(place.length, at: place.offset),
        bytes.count == place.length
      else { throw .damaged("the chain of free space points at \(place.offset)") }
      table = try FreeTable(bytes, at: 0)
      guard table.capacity == first.capacity else {
        throw .damaged("a table of free space contradicts itself")
      }
      space.chainedTables.append(place)
      space.extents += table.extents
    }
  }

  /// Whether every entry is proven free: inside the file, over no other entry and no structure,
  /// and all zeros.
  borrowing func isProvenFree(
    _ space: FreeSpace, directory: Directory
  ) throws(MetricError) -> Bool {
    let sorted = (space.extents + space.chainedTables).sorted()
    for extent in sorted {
      guard extent.length > 0, header.contains(extent), !extent.overlaps(header.directory),
        !directory.overlapsBucket(extent)
      else { return false }
    }
    for (left, right) in zip(sorted, sorted.dropFirst()) where left.overlaps(right) {
      return false
    }
    for extent in space.extents where !(try isZero(extent)) { return false }
    return true
  }

  private borrowing func isZero(_ extent: Extent) throws(MetricError) -> Bool {
    var offset = extent.offset
    while offset < extent.end {
      let bytes = try file.read(min(1 << 16, extent.end - offset), at: offset)
      guard !bytes.isEmpty, bytes.allSatisfy({ $0 == 0 }) else { return false }
      offset += bytes.count
    }
    return true
  }

  /// Fills with zeros what some runs have in common with the free space.
  borrowing func zero(_ runs: [Extent], within space: FreeSpace) throws(MetricError) {
    let free = space.extents.sorted()
    for run in runs {
      var (low, high) = (0, free.count)
      while low < high {
        let middle = (low + high) / 2
        if free[middle].end <= run.offset { low = middle + 1 } else { high = middle }
      }
      while low < free.count, let part = free[low].intersection(run) {
        try fillWithZeros(part)
        low += 1
      }
    }
  }

  /// Fills a run of bytes with zeros.
  private borrowing func fillWithZeros(_ extent: Extent) throws(MetricError) {
    var offset = extent.offset
    while offset < extent.end {
      let count = min(1 << 16, extent.end - offset)
      try file.write([UInt8](repeating: 0, count: count), at: offset)
      offset += count
    }
  }
}
