internal import MetricModel
internal import SystemCalls

/// Writes a whole GDBM file, front to back and in large pieces, without libgdbm.
///
/// ```
/// header | records, in the order in which they came | directory | buckets
/// ```
/// libgdbm inserts record by record, and reads and writes a bucket for each. A table of which all
/// records are known needs none of that: their hashes are gathered while they are written, and say
/// in the end which buckets there must be. The file is one that libgdbm could have written; what is
/// free in it is filled with zeros. A value that fits into a page of 4 KiB lies within one, so that
/// it can be updated in place.
struct TableBuilder {
  private static let windowLength = 1 << 20
  /// libgdbm forgets shorter runs.
  private static let shortestRun = 5
  /// What stands between the last record, which may end in zeros, and the free run behind it: an
  /// entry for that run that begins too early does not read as zeros (see FreeSpace).
  private static let border: UInt8 = 0xFF

  /// What was not written yet; the header's block goes first and is filled last.
  private var window = [UInt8](repeating: 0, count: TableHeader.blockSize)
  private var windowStart = 0
  private var slots: [TableSlot] = []

  /// A table of about so many records.
  init(expecting count: Int) { slots.reserveCapacity(count) }

  private var end: Int { windowStart + window.count }

  /// Adds a record.
  ///
  /// No two may have the same key.
  mutating func append(
    key: UnsafeRawBufferPointer, hash: UInt32, value: UnsafeRawBufferPointer,
    to file: borrowing File
  ) throws(MetricError) {
    var location = RecordLocation(
      offset: end, keyLength: key.count, valueLength: value.count)
    if 1...TableHeader.blockSize ~= value.count, location.valueSpansPages {
      let gap = TableHeader.blockSize - location.valueExtent.offset % TableHeader.blockSize
      appendZeros(gap)
      location.offset += gap
    }
    window.append(contentsOf: key)
    window.append(contentsOf: value)
    slots.append(
      TableSlot(
        hash: hash, keyStart: keyStart(key), offset: location.offset,
        keyLength: UInt32(key.count), valueLength: UInt32(value.count)))
    try flushIfFull(to: file)
  }

  /// The same for a value in an array.
  mutating func append(
    key: UnsafeRawBufferPointer, hash: UInt32, value: [UInt8], to file: borrowing File
  ) throws(MetricError) {
    try value.withUnsafeBufferPointer { value throws(MetricError) in
      try append(key: key, hash: hash, value: UnsafeRawBufferPointer(value), to: file)
    }
  }

  /// The same for a key and a value in arrays.
  mutating func append(
    key: [UInt8], hash: UInt32, value: [UInt8], to file: borrowing File
  ) throws(MetricError) {
    try key.withUnsafeBufferPointer { key throws(MetricError) in
      try append(key: UnsafeRawBufferPointer(key), hash: hash, value: value, to: file)
    }
  }

  /// Writes what is left: directory, buckets and header.
  ///
  /// The file must be empty before the first record is added. Nothing waits for the disk.
  consuming func finish(_ file: borrowing File) throws(MetricError) {
    guard let plan = BucketPlan(slots) else {
      throw .failure(.write, errno: SystemErrors.tooLarge, path: file.path)
    }
    let free = appendFreeRun()
    let directory = Extent(offset: end, length: 8 << plan.directoryBits)
    try appendDirectory(plan, firstBucket: directory.end, to: file)
    try appendBuckets(plan, to: file)
    try writeHeader(
      directory: directory, bits: plan.directoryBits,
      free: free.length < Self.shortestRun ? nil : free, to: file)
  }

  /// Fills the last records' block with zeros and returns where.
  private mutating func appendFreeRun() -> Extent {
    if end % TableHeader.blockSize != 0 { window.append(Self.border) }
    let free = Extent(
      offset: end, length: TableHeader.blockSize - 1 - (end - 1) % TableHeader.blockSize)
    appendZeros(free.length)
    return free
  }

  private mutating func appendDirectory(
    _ plan: BucketPlan, firstBucket: Int, to file: borrowing File
  ) throws(MetricError) {
    var bucket = firstBucket
    for group in plan.groups {
      for _ in 0..<1 << (plan.directoryBits - group.bits) {
        window.append(littleEndian: bucket)
        try flushIfFull(to: file)
      }
      bucket += TableHeader.blockSize
    }
  }

  private mutating func appendBuckets(
    _ plan: BucketPlan, to file: borrowing File
  ) throws(MetricError) {
    for group in plan.groups {
      var bucket = BucketImage(bits: group.bits)
      for place in group.records { bucket.insert(slots[plan.order[place]]) }
      window.append(contentsOf: bucket.bytes)
      try flushIfFull(to: file)
    }
  }

  private mutating func writeHeader(
    directory: Extent, bits: Int, free: Extent?, to file: borrowing File
  ) throws(MetricError) {
    let header = TableHeader.encode(
      directory: directory, bits: bits, fileSize: end, free: free)
    if windowStart == 0 {
      window.replaceSubrange(..<header.count, with: header)
      try file.write(window, at: 0)
    } else {
      try file.write(window, at: windowStart)
      try file.write(header, at: 0)
    }
  }

  private mutating func appendZeros(_ count: Int) {
    window.append(contentsOf: repeatElement(0, count: count))
  }

  private mutating func flushIfFull(to file: borrowing File) throws(MetricError) {
    guard window.count >= Self.windowLength else { return }
    try file.write(window, at: windowStart)
    windowStart += window.count
    window.removeAll(keepingCapacity: true)
  }
}
