internal import MetricModel
internal import SystemCalls

/// The hash directory, read whole and checked before libgdbm may use it.
///
/// libgdbm believes the directory: an entry that points at another bucket makes it walk in circles
/// or split the wrong one. Here every bucket must stand in one run of entries, the run's length a
/// power of two and its start a multiple of it, and no bucket may lie over anything else.
struct Directory: Equatable {
  /// A bucket and the entries that name it.
  struct Run: Equatable {
    var bucket: Int
    var entries: Range<Int>
  }

  /// Where it stands.
  let place: Extent
  let bits: Int
  /// In the order of the entries.
  let runs: [Run]
  /// The buckets' places, in the order of the file.
  let buckets: [Extent]

  init(_ bytes: [UInt8], header: TableHeader) throws(DatabaseFault) {
    place = header.directory
    bits = header.directoryBits
    runs = Self.findRuns(bytes)
    buckets = runs.map { Extent(offset: $0.bucket, length: TableHeader.blockSize) }.sorted()
    for run in runs {
      let length = run.entries.count
      guard length & (length - 1) == 0, run.entries.lowerBound % length == 0 else {
        throw .damaged("the hash directory names the bucket at \(run.bucket) in odd places")
      }
    }
    for bucket in buckets {
      guard header.contains(bucket), !bucket.overlaps(header.directory) else {
        throw .damaged("the hash directory points at \(bucket.offset), which is no bucket")
      }
    }
    for (left, right) in zip(buckets, buckets.dropFirst()) where left.overlaps(right) {
      throw .damaged("the buckets at \(left.offset) and \(right.offset) overlap")
    }
  }

  private static func findRuns(_ bytes: [UInt8]) -> [Run] {
    var runs: [Run] = []
    let count = bytes.count / 8
    bytes.withUnsafeBytes { raw in
      let entries = raw.bindMemory(to: Int.self)
      var start = 0
      for index in 1...count where index == count || entries[index] != entries[start] {
        runs.append(Run(bucket: Int(littleEndian: entries[start]), entries: start..<index))
        start = index
      }
    }
    return runs
  }

  /// The run that a hash belongs to.
  func run(forHash hash: UInt32) -> Run {
    let entry = Int(hash >> (31 - UInt32(bits)))
    var (low, high) = (0, runs.count - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if runs[middle].entries.lowerBound <= entry { low = middle } else { high = middle - 1 }
    }
    return runs[low]
  }

  /// The buckets that hold, after splits, what one run of an older directory held.
  func buckets(succeeding run: Run, of older: Directory) -> [Int] {
    let growth = bits - older.bits
    let entries = run.entries.lowerBound << growth..<run.entries.upperBound << growth
    return runs.filter { $0.entries.overlaps(entries) }.map(\.bucket)
  }

  /// Whether a run of bytes lies over a bucket.
  func overlapsBucket(_ extent: Extent) -> Bool {
    var (low, high) = (0, buckets.count)
    while low < high {
      let middle = (low + high) / 2
      if buckets[middle].end <= extent.offset { low = middle + 1 } else { high = middle }
    }
    return low < buckets.count && buckets[low].overlaps(extent)
  }
}

extension TableFile {
  /// Reads and checks the whole directory: 8 bytes an entry.
  borrowing func readDirectory() throws(MetricError) -> Directory {
    let bytes = try file.read(header.directory.length, at: header.directory.offset)
    guard bytes.count == header.directory.length else {
      throw damaged("the hash directory is cut short")
    }
    do throws(DatabaseFault) {
      return try Directory(bytes, header: header)
    } catch { throw .database(error, path: file.path) }
  }
}
