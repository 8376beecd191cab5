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

    /// The bucket's bytes.
    var extent: Extent { Extent(offset: bucket, length: TableHeader.blockSize) }
  }

  /// Where it stands.
  let place: Extent
  let bits: Int
  /// In the order of the entries.
  let runs: [Run]
  /// The bytes that it was read from.
  let bytes: [UInt8]
  private let map: BucketMap

  init(_ bytes: [UInt8], header: TableHeader) throws(DatabaseFault) {
    self.bytes = bytes
    place = header.directory
    bits = header.directoryBits
    runs = Self.findRuns(bytes)
    for run in runs {
      let length = run.entries.count
      guard length & (length - 1) == 0, run.entries.lowerBound % length == 0 else {
        throw .damaged("the hash directory names the bucket at \(run.bucket) in odd places")
      }
      guard header.contains(run.extent), !run.extent.overlaps(header.directory) else {
        throw .damaged("the hash directory points at \(run.bucket), which is no bucket")
      }
    }
    guard let map = BucketMap(runs.map(\.bucket), fileSize: header.fileSize) else {
      throw .damaged("buckets of the hash directory overlap")
    }
    self.map = map
  }

  /// Two directories are the same when they stand in the same place with the same bytes.
  static func == (left: Directory, right: Directory) -> Bool {
    left.place == right.place && left.bytes == right.bytes
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

  /// Where the bucket of a hash stands.
  func bucket(forHash hash: UInt32) -> Int {
    bytes.integer(at: Int(hash >> (31 - UInt32(bits))) * 8)
  }

  /// The run that a hash belongs to.
  func run(forHash hash: UInt32) -> Run {
    runs[place(ofEntry: Int(hash >> (31 - UInt32(bits))))]
  }

  private func place(ofEntry entry: Int) -> Int {
    var (low, high) = (0, runs.count - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if runs[middle].entries.lowerBound <= entry { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// The buckets that hold, after splits, what one run of an older directory held.
  func buckets(succeeding run: Run, of older: Directory) -> [Int] {
    let growth = bits - older.bits
    let end = run.entries.upperBound << growth
    var found: [Int] = []
    var next = place(ofEntry: run.entries.lowerBound << growth)
    while next < runs.count, runs[next].entries.lowerBound < end {
      found.append(runs[next].bucket)
      next += 1
    }
    return found
  }

  /// Whether a run of bytes within the file lies over a bucket.
  func overlapsBucket(_ extent: Extent) -> Bool { map.overlaps(extent) }
}

extension TableFile {
  /// Reads and checks the whole directory: 8 bytes an entry.
  ///
  /// One that is the same as before is not checked again.
  borrowing func readDirectory(
    replacing older: Directory? = nil
  ) throws(MetricError) -> Directory {
    let bytes = try file.read(header.directory.length, at: header.directory.offset)
    guard bytes.count == header.directory.length else {
      throw damaged("the hash directory is cut short")
    }
    if let older, older.place == header.directory, older.bytes == bytes { return older }
    do throws(DatabaseFault) {
      return try Directory(bytes, header: header)
    } catch { throw .database(error, path: file.path) }
  }
}
