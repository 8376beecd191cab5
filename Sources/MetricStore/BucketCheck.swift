internal import MetricModel
internal import SystemCalls

extension TableFile {
  /// Reads every record of a bucket and refuses it when one is damaged or cannot be found.
  ///
  /// That a key is not there is believed, and something new put in its place, only after this:
  /// a flipped bit in a slot would otherwise let a counter begin anew at 1.
  borrowing func checkWhole(_ bucket: Bucket) throws(MetricError) {
    var records = 0
    for slot in 0..<TableHeader.slotsPerBucket {
      guard let hash = bucket.hash(slot) else { continue }
      records += 1
      let location = bucket.location(slot)
      try check(location)
      try checkRecord(location, hash: hash)
      try checkReachable(slot, in: bucket, hash: hash)
    }
    guard records == bucket.count else {
      throw damaged("the bucket at \(bucket.offset) has \(records) records, not \(bucket.count)")
    }
  }

  /// Refuses a record whose key has another hash or whose checksum fails.
  borrowing func checkRecord(
    _ location: RecordLocation, hash: UInt32
  ) throws(MetricError) {
    let bytes = try file.read(location.extent.length, at: location.offset)
    guard bytes.count == location.extent.length else { throw damaged("a record is cut short") }
    let key = bytes[..<location.keyLength]
    guard keyHash(key) == hash else {
      throw damaged("the record at \(location.offset) is not the one that its bucket means")
    }
    do throws(DatabaseFault) {
      _ = try RecordFrame(Array(bytes[location.keyLength...]), key: Array(key))
    } catch { throw .database(error, path: file.path) }
  }

  /// Refuses a record that a search from its hash's own slot would not come to.
  private borrowing func checkReachable(
    _ slot: Int, in bucket: Bucket, hash: UInt32
  ) throws(MetricError) {
    var passed = Int(hash) % TableHeader.slotsPerBucket
    while passed != slot {
      guard bucket.hash(passed) != nil else {
        throw damaged("a record of the bucket at \(bucket.offset) cannot be found")
      }
      passed = (passed + 1) % TableHeader.slotsPerBucket
    }
  }
}
