internal import CLinux
internal import MetricModel
internal import SystemCalls

/// Finding the records of one transaction.
///
/// The first few are followed through the file, each by four small reads. Whoever looks up more
/// than that is given the directory, read once, and every bucket once; and whoever looks up much of
/// the file, all of it.
struct RecordLookup {
  private static let mostWithoutCache = 32
  private var lookups = 0
  private var cache: BucketCache?
  private var wholeBuckets: Set<Int> = []

  /// Where the record of a key stands, with its value; nil when it is certain that there is none.
  mutating func find(
    _ key: [UInt8], hash: UInt32, in table: borrowing TableFile, value: inout [UInt8]
  ) throws(MetricError) -> RecordLocation? {
    lookups += 1
    if lookups > Self.mostWithoutCache {
      return try findCached(key, hash: hash, in: table, value: &value)
    }
    guard let location = try table.find(key, hash: hash) else {
      try believeAbsence(in: try table.bucket(forHash: hash), of: table)
      return nil
    }
    value = try table.value(location)
    return location
  }

  /// That a record is not there is believed only when the bucket that would hold it is whole.
  private mutating func believeAbsence(
    in bucket: Bucket, of table: borrowing TableFile
  ) throws(MetricError) {
    guard wholeBuckets.insert(bucket.offset).inserted else { return }
    try table.checkWhole(bucket)
  }

  private mutating func findCached(
    _ key: [UInt8], hash: UInt32, in table: borrowing TableFile, value: inout [UInt8]
  ) throws(MetricError) -> RecordLocation? {
    let cache: BucketCache
    if let known = self.cache {
      cache = known
    } else {
      cache = BucketCache(directory: try table.readDirectory())
      self.cache = cache
    }
    let bucket = try cache.bucket(forHash: hash, in: table)
    let image = try cache.image(of: table, lookups: lookups)
    if let location = try table.find(key, hash: hash, in: bucket, image: image, value: &value) {
      return location
    }
    guard !cache.isWholeTableChecked else { return nil }
    if wholeBuckets.count > cache.mostSingleChecks {
      try VerifiedScan.run(on: table) { (_, _, _) throws(MetricError) in }
      cache.isWholeTableChecked = true
    } else {
      try believeAbsence(in: bucket, of: table)
    }
    return nil
  }
}

/// The directory of a table whose lock is held, and its buckets as far as they were read.
final class BucketCache {
  private let directory: Directory
  private var buckets: [Int: Bucket] = [:]
  /// Whether every bucket of the table was found whole.
  var isWholeTableChecked = false
  private var image: [UInt8]?

  /// How many bytes are read at once for each record that was looked up, and how many at most: one
  /// call to the system takes as long as reading some thousand bytes.
  private static let imageBytesPerLookup = 4096
  private static let largestImage = 1 << 28

  init(directory: Directory) { self.directory = directory }

  /// How many buckets are checked one by one before it is quicker to check the whole table.
  ///
  /// A bucket's records lie anywhere, each a call to the system; all records together are read from
  /// front to back, in a fraction of the time.
  var mostSingleChecks: Int { directory.runs.count / 12 }

  /// The bucket of a hash, which was checked to be the one that the directory means.
  func bucket(
    forHash hash: UInt32, in table: borrowing TableFile
  ) throws(MetricError) -> Bucket {
    if let known = buckets[directory.bucket(forHash: hash)] { return known }
    let run = directory.run(forHash: hash)
    let bucket = try table.bucket(of: run, bits: directory.bits)
    buckets[run.bucket] = bucket
    return bucket
  }

  /// The bytes of the whole file, once so much was looked up that reading it is the quicker way.
  ///
  /// They stay true: the lock is held, and the transaction writes only at its end.
  func image(
    of table: borrowing TableFile, lookups: Int
  ) throws(MetricError) -> [UInt8]? {
    let size = table.header.fileSize
    guard image == nil, size <= min(lookups * Self.imageBytesPerLookup, Self.largestImage) else {
      return image
    }
    let bytes = try table.file.read(size, at: 0)
    guard bytes.count == size else { throw table.damaged("it is shorter than it was") }
    image = bytes
    return image
  }
}

extension TableFile {
  /// The record of a key in a bucket that was checked: from the bytes of the whole file, or by one
  /// call to the system for key and value.
  borrowing func find(
    _ key: [UInt8], hash: UInt32, in bucket: Bucket, image: [UInt8]?, value: inout [UInt8]
  ) throws(MetricError) -> RecordLocation? {
    var slot = Int(hash) % TableHeader.slotsPerBucket
    for _ in 0..<TableHeader.slotsPerBucket {
      guard let candidate = bucket.hash(slot) else { return nil }
      let location = bucket.location(slot)
      if candidate == hash, location.keyLength == key.count {
        try check(location)
        let found: [UInt8]?
        if let image {
          found = image.withUnsafeBytes {
            recordValue($0[location.offset..<location.extent.end], of: key)
          }
        } else {
          let record = try file.read(location.extent.length, at: location.offset)
          found = record.withUnsafeBytes { recordValue($0[...], of: key) }
        }
        if let found {
          try checkStart(of: slot, in: bucket, key: key)
          value = found
          return location
        }
      }
      slot = (slot + 1) % TableHeader.slotsPerBucket
    }
    return nil
  }
}

/// The value of a record, if it is the one of a key.
private func recordValue(_ record: Slice<UnsafeRawBufferPointer>, of key: [UInt8]) -> [UInt8]? {
  let record = UnsafeRawBufferPointer(rebasing: record)
  guard record.count >= key.count,
    key.withUnsafeBytes({ memcmp($0.baseAddress!, record.baseAddress!, key.count) }) == 0
  else { return nil }
  return Array(UnsafeRawBufferPointer(rebasing: record[key.count...]))
}
