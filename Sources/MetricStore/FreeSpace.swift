internal import MetricModel
internal import SystemCalls

/// The free space that libgdbm may draw on in one transaction, and proof that it is free.
///
/// A damaged entry in a table of free space would make libgdbm write a new record over a live one,
/// and nothing in the file would tell. So metricctl keeps a rule of its own: what is left free is
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
  /// Whether the chain goes on behind the tables that were read.
  var hasRest = false

  /// The last table that was read before the rest of the chain.
  ///
  /// A transaction never comes to it: one more table than it can need was read.
  var lastTableBeforeRest: Int? { hasRest ? chainedTables.last?.offset : nil }

  /// The shortest thing but a record that a place can hold: a table of the chain.
  private static let shortestStructure = 2048

  /// The free runs that a transaction may have left bytes in, given what was free and zero before.
  ///
  /// A run that is free as it was has not been touched, unless it is long enough to have held a
  /// table, bucket or directory that came and went again within the transaction.
  func mayHoldBytes(since before: FreeSpace) -> [Extent] {
    let known = before.extents.sorted()
    var place = 0
    return extents.sorted().filter { extent in
      while place < known.count, known[place] < extent { place += 1 }
      return extent.length >= Self.shortestStructure || place == known.count
        || known[place] != extent
    }
  }
}

extension TableFile {
  /// Reads the tables in the header, in some buckets, and of the chain at most so many, or those up
  /// to one of them.
  borrowing func readFreeSpace(
    buckets: [Bucket], chainLimit: Int, upTo last: Int? = nil
  ) throws(MetricError) -> FreeSpace {
    var space = FreeSpace()
    let table = try readFreeTable()
    space.chain = table.next
    do throws(DatabaseFault) {
      space.extents = table.extents + buckets.flatMap(\.free)
      try readChain(after: table, limit: chainLimit, upTo: last, into: &space)
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
    after first: FreeTable, limit: Int, upTo last: Int?, into space: inout FreeSpace
  ) throws(DatabaseFault) {
    var table = first
    let most = min(limit, header.fileSize / TableHeader.blockSize)
    while table.next != 0 {
      guard space.chainedTables.count < most,
        last == nil || space.chainedTables.last?.offset != last
      else {
        space.hasRest = true
        break
      }
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

  /// Fills a run of bytes with zeros where there are others.
  borrowing func zero(_ extent: Extent) throws(MetricError) {
    var offset = extent.offset
    while offset < extent.end {
      let bytes = try file.read(min(1 << 16, extent.end - offset), at: offset)
      guard !bytes.isEmpty else { throw damaged("it ends within free space") }
      if !bytes.allSatisfy({ $0 == 0 }) {
        try file.write([UInt8](repeating: 0, count: bytes.count), at: offset)
      }
      offset += bytes.count
    }
  }
}
