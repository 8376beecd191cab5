internal import MetricModel
internal import SystemCalls

extension TableFile {
  /// Reads every record of a bucket and refuses it when one is damaged or cannot be found.
  ///
  /// That a key is not there is believed, and something new put in its place, only after this:
  /// a flipped bit in a slot would otherwise let a counter begin anew at 1.
  borrowing func checkWhole(_ bucket: Bucket) throws(MetricError) {
    var records = 0
    var keys = [[UInt8]](repeating: [], count: TableHeader.slotsPerBucket)
    for slot in 0..<TableHeader.slotsPerBucket {
      guard let hash = bucket.hash(slot) else { continue }
      records += 1
      let location = bucket.location(slot)
      try check(location)
      keys[slot] = try checkRecord(location, hash: hash)
      try checkStart(of: slot, in: bucket, key: keys[slot])
    }
    for slot in 0..<TableHeader.slotsPerBucket {
      guard let hash = bucket.hash(slot) else { continue }
      try checkReachable(slot, in: bucket, hash: hash, keys: keys)
    }
    guard records == bucket.count else {
      throw damaged("the bucket at \(bucket.offset) has \(records) records, not \(bucket.count)")
    }
  }

  /// Refuses a record whose key has another hash or whose checksum fails; returns its key.
  private borrowing func checkRecord(
    _ location: RecordLocation, hash: UInt32
  ) throws(MetricError) -> [UInt8] {
    let bytes = try file.read(location.extent.length, at: location.offset)
    guard bytes.count == location.extent.length else { throw damaged("a record is cut short") }
    let key = Array(bytes[..<location.keyLength])
    guard keyHash(key) == hash else {
      throw damaged("the record at \(location.offset) is not the one that its bucket means")
    }
    do throws(DatabaseFault) {
      _ = try RecordFrame(Array(bytes[location.keyLength...]), key: key)
    } catch { throw .database(error, path: file.path) }
    return key
  }

  /// Refuses a record that a search from its hash's own slot would not come to, because of an empty
  /// slot or of another record of the same key.
  private borrowing func checkReachable(
    _ slot: Int, in bucket: Bucket, hash: UInt32, keys: [[UInt8]]
  ) throws(MetricError) {
    var passed = Int(hash) % TableHeader.slotsPerBucket
    while passed != slot {
      guard let other = bucket.hash(passed) else {
        throw damaged("a record of the bucket at \(bucket.offset) cannot be found")
      }
      if other == hash, keys[passed] == keys[slot] {
        throw damaged("record '\(shownKey(keys[slot]))' is there twice")
      }
      passed = (passed + 1) % TableHeader.slotsPerBucket
    }
  }
}
