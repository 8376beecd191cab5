internal import MetricModel
internal import SystemCalls

/// A walk over every record of a table, in the order of the file, that believes nothing.
///
/// It is for those who will put something new in place of what they read, or who believe that what
/// they did not meet is not there. Beyond what `RecordScan` proves, each record is the one that its
/// slot means, by hash and first bytes, passes its checksum, and would be found by a search; and no
/// key is there twice.
enum VerifiedScan {
  /// Calls the body with each record's place, key and value, whose bytes are lent for the call.
  static func run(
    on table: borrowing TableFile,
    _ body: (
      _ slot: TableSlot, _ key: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer
    ) throws(MetricError) -> Void
  ) throws(MetricError) {
    let slots = try locate(in: table)
    let places = slots.lazy.map {
      RecordPlace(
        offset: $0.offset, keyLength: $0.keyLength, valueLength: $0.valueLength)
    }
    var index = 0
    try RecordScan.read(places, of: table) { (key, value) throws(MetricError) in
      let slot = slots[index]
      index += 1
      guard keyHash(key) == slot.hash, keyStart(key) == slot.keyStart else {
        throw table.damaged("the record at \(slot.offset) is not the one that its bucket means")
      }
      do throws(DatabaseFault) { _ = try RecordFrame(value, key: key) } catch {
        throw .database(error, path: table.file.path)
      }
      try body(slot, key, value)
    }
  }

  /// The slots of all buckets, sorted by their records' offsets, none over another.
  private static func locate(
    in table: borrowing TableFile
  ) throws(MetricError) -> [TableSlot] {
    let directory = try table.readDirectory()
    var slots: [TableSlot] = []
    slots.reserveCapacity(directory.runs.count * 100)
    for run in directory.runs.sorted(by: { $0.bucket < $1.bucket }) {
      try table.appendSlots(of: run, bits: directory.bits, to: &slots)
    }
    slots.sort { $0.offset < $1.offset }
    for (left, right) in zip(slots, slots.dropFirst()) where left.end > right.offset {
      throw table.damaged("the records at \(left.offset) and \(right.offset) overlap")
    }
    return slots
  }
}

extension TableFile {
  /// The slots of one bucket, which must be the one that the directory means.
  fileprivate borrowing func appendSlots(
    of run: Directory.Run, bits: Int, to slots: inout [TableSlot]
  ) throws(MetricError) {
    let bucket = try bucket(of: run, bits: bits)
    let start = slots.count
    for slot in 0..<TableHeader.slotsPerBucket {
      guard let record = bucket.slot(slot) else { continue }
      try check(bucket.location(slot))
      try checkReachable(slot, in: bucket, hash: record.hash)
      slots.append(record)
    }
    guard slots.count - start == bucket.count else {
      throw damaged(
        "the bucket at \(bucket.offset) has \(slots.count - start) records, not \(bucket.count)")
    }
  }

  /// Refuses a record that a search from its hash's own slot would not come to.
  ///
  /// Another record of the same hash on the way is read, and must have another key.
  private borrowing func checkReachable(
    _ slot: Int, in bucket: Bucket, hash: UInt32
  ) throws(MetricError) {
    var passed = Int(hash) % TableHeader.slotsPerBucket
    while passed != slot {
      guard let other = bucket.hash(passed) else {
        throw damaged("a record of the bucket at \(bucket.offset) cannot be found")
      }
      if other == hash {
        let location = bucket.location(slot)
        try check(location)
        let key = try file.read(location.keyLength, at: location.offset)
        guard try match(bucket.location(passed), key: key) == nil else {
          throw damaged("record '\(shownKey(key))' is there twice")
        }
      }
      passed = (passed + 1) % TableHeader.slotsPerBucket
    }
  }
}
