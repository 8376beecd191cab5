internal import MetricModel
internal import SystemCalls

/// An open, locked GDBM file, read without libgdbm: header, directory entry, bucket, record.
///
/// Each step is checked before the next one follows it, so that no byte of a damaged file can lead
/// outside of it or round in circles. What libgdbm would copy and cache is read here with four
/// small pread(2) calls; only changes of structure go through the library (see GDBMWriter).
/// The value is good for as long as the lock is held.
struct TableFile: ~Copyable {
  let file: File
  private(set) var header: TableHeader

  /// Reads the header of a file whose lock is held.
  init(_ file: consuming File) throws(MetricError) {
    header = try Self.readHeader(file)
    self.file = file
  }

  /// Closing alone would leave the lock to a child that was forked meanwhile.
  deinit { file.unlock() }

  /// Reads the header again, after libgdbm changed it.
  mutating func reload() throws(MetricError) {
    header = try Self.readHeader(file)
  }

  private static func readHeader(_ file: borrowing File) throws(MetricError) -> TableHeader {
    let size = try file.status().size
    let start = try file.read(TableHeader.freeTableOffset, at: 0)
    do throws(DatabaseFault) {
      return try TableHeader(start, size: size)
    } catch { throw .database(error, path: file.path) }
  }

  borrowing func damaged(_ detail: String) -> MetricError {
    .database(.damaged(detail), path: file.path)
  }

  /// The bucket that holds a key of this hash, if any does.
  borrowing func bucket(forHash hash: UInt32) throws(MetricError) -> Bucket {
    let entry = Int(hash >> (31 - UInt32(header.directoryBits)))
    let bytes = try file.read(8, at: header.directory.offset + entry * 8)
    guard bytes.count == 8 else { throw damaged("the hash directory is cut short") }
    return try bucket(at: bytes.integer(at: 0))
  }

  /// The bucket at an offset that the directory names.
  borrowing func bucket(at offset: Int) throws(MetricError) -> Bucket {
    guard header.contains(Extent(offset: offset, length: TableHeader.blockSize)) else {
      throw damaged("the hash directory points at \(offset), outside of the file")
    }
    let bytes = try file.read(TableHeader.blockSize, at: offset)
    do throws(DatabaseFault) {
      return try Bucket(bytes, offset: offset)
    } catch { throw .database(error, path: file.path) }
  }

  /// Where the record of a key stands, or nil when there is none.
  borrowing func find(_ key: [UInt8]) throws(MetricError) -> RecordLocation? {
    try find(key, hash: keyHash(key))
  }

  /// The same for a key whose hash is known.
  borrowing func find(
    _ key: [UInt8], hash: UInt32
  ) throws(MetricError) -> RecordLocation? {
    let bucket = try bucket(forHash: hash)
    try checkPlace(of: bucket, hash: hash)
    var slot = Int(hash) % TableHeader.slotsPerBucket
    for _ in 0..<TableHeader.slotsPerBucket {
      guard let candidate = bucket.hash(slot) else { return nil }
      if candidate == hash, let location = try match(bucket.location(slot), key: key) {
        try checkStart(of: slot, in: bucket, key: key)
        return location
      }
      slot = (slot + 1) % TableHeader.slotsPerBucket
    }
    return nil
  }

  /// Refuses a slot that holds the first bytes of another key, by which libgdbm would pass it over.
  borrowing func checkStart(
    of slot: Int, in bucket: Bucket, key: [UInt8]
  ) throws(MetricError) {
    guard bucket.startsLike(key, slot) else {
      throw damaged("a slot of the bucket at \(bucket.offset) holds the start of another key")
    }
  }

  /// The place of a record if it is the one of a key, or nil.
  borrowing func match(
    _ location: RecordLocation, key: [UInt8]
  ) throws(MetricError) -> RecordLocation? {
    try check(location)
    guard location.keyLength == key.count else { return nil }
    return try file.read(key.count, at: location.offset) == key ? location : nil
  }

  /// The value of a record.
  borrowing func value(_ location: RecordLocation) throws(MetricError) -> [UInt8] {
    try file.read(location.valueLength, at: location.valueExtent.offset)
  }

  /// Refuses a record that does not lie within the file.
  borrowing func check(_ location: RecordLocation) throws(MetricError) {
    guard location.keyLength > 0, location.valueLength >= 0,
      header.contains(Extent(offset: location.offset, length: location.keyLength)),
      header.contains(location.extent)
    else { throw damaged("a bucket points at \(location.offset), outside of the file") }
    guard location.keyLength <= RecordLocation.longestKey,
      location.valueLength <= RecordLocation.longestValue
    else { throw damaged("the record at \(location.offset) is longer than any could be") }
  }

  /// Refuses a bucket whose records belong to another place of the directory, or with a slot that is
  /// neither full nor empty.
  borrowing func checkPlace(of bucket: Bucket, hash: UInt32) throws(MetricError) {
    let shift = 31 - UInt32(bucket.bits)
    for slot in 0..<TableHeader.slotsPerBucket {
      guard let other = bucket.hash(slot) else {
        guard bucket.isEmpty(slot) else {
          throw damaged("a slot of the bucket at \(bucket.offset) is neither full nor empty")
        }
        continue
      }
      guard other >> shift == hash >> shift else {
        throw damaged("the bucket at \(bucket.offset) is not the one that the directory means")
      }
    }
  }
}
