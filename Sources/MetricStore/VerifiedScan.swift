internal import CLinux
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
    let directory = try table.readDirectory()
    let slots = try locate(in: table, directory: directory)
    let places = slots.lazy.map {
      RecordPlace(
        offset: $0.offset, keyLength: $0.keyLength, valueLength: $0.valueLength)
    }
    var twins = HashTwins()
    var index = 0
    try RecordScan.read(places, of: table) { (key, value) throws(MetricError) in
      let slot = slots[index].unmarked
      guard keyHash(key) == slot.hash, keyStart(key) == slot.keyStart else {
        throw table.damaged("the record at \(slot.offset) is not the one that its bucket means")
      }
      do throws(DatabaseFault) { _ = try RecordFrame(value, key: key) } catch {
        throw .database(error, path: table.file.path)
      }
      if slots[index].isMarked { twins.meet(key, hash: slot.hash) }
      index += 1
      try body(slot, key, value)
    }
    guard twins.mayHoldOneTwice() else { return }
    for run in directory.runs { try table.checkWhole(try table.bucket(at: run.bucket)) }
  }

  /// The slots of all buckets, sorted by their records' offsets, none over another; those of one
  /// hash with another are marked.
  private static func locate(
    in table: borrowing TableFile, directory: Directory
  ) throws(MetricError) -> [TableSlot] {
    var slots: [TableSlot] = []
    slots.reserveCapacity(directory.runs.count * 100)
    for run in directory.runs.sorted(by: { $0.bucket < $1.bucket }) {
      try table.appendSlots(of: run, bits: directory.bits, to: &slots)
    }
    slots.sortByOffset(fileSize: table.header.fileSize)
    try table.checkApart(slots)
    return slots
  }
}

/// The keys that share their hash with another one, and the proof that no two of them are the same.
///
/// GDBM's hash is weak: of a million keys that are numbered through, most have a twin. To compare
/// them where they are noticed would be a call to the system for each, so that their checksums are
/// gathered when they come by.
private struct HashTwins {
  private var marks: [UInt64] = []

  /// Takes note of a key.
  mutating func meet(_ key: UnsafeRawBufferPointer, hash: UInt32) {
    marks.append(UInt64(hash) << 32 | UInt64(crc32c(0, key.baseAddress, key.count)))
  }

  /// Whether two were met of one hash and one checksum: then a closer look must be had.
  mutating func mayHoldOneTwice() -> Bool {
    marks.sort()
    for (left, right) in zip(marks, marks.dropFirst()) where left == right { return true }
    return false
  }
}

extension TableSlot {
  private static let mark: UInt32 = 1 << 31

  /// A hash has 31 bits; the one that is left marks a record with a twin.
  fileprivate var isMarked: Bool { hash & Self.mark != 0 }

  fileprivate var unmarked: TableSlot {
    var slot = self
    slot.hash &= ~Self.mark
    return slot
  }

  fileprivate mutating func setMark() { hash |= Self.mark }
}

extension TableFile {
  /// The slots of one bucket, which must be the one that the directory means.
  fileprivate borrowing func appendSlots(
    of run: Directory.Run, bits: Int, to slots: inout [TableSlot]
  ) throws(MetricError) {
    let bucket = try bucket(of: run, bits: bits)
    let start = slots.count
    for slot in 0..<TableHeader.slotsPerBucket {
      guard var record = bucket.slot(slot) else { continue }
      try check(bucket.location(slot))
      if try hasTwin(record, slot: slot, in: bucket) { record.setMark() }
      slots.append(record)
    }
    guard slots.count - start == bucket.count else {
      throw damaged(
        "the bucket at \(bucket.offset) has \(slots.count - start) records, not \(bucket.count)")
    }
  }

  /// Whether the record of a slot shares its hash with one that a search comes to before or behind
  /// it; refuses one that a search does not come to.
  private borrowing func hasTwin(
    _ record: TableSlot, slot: Int, in bucket: Bucket
  ) throws(MetricError) -> Bool {
    var found = false
    var passed = Int(record.hash) % TableHeader.slotsPerBucket
    while passed != slot {
      guard let other = bucket.hash(passed) else {
        throw damaged("a record of the bucket at \(bucket.offset) cannot be found")
      }
      if other == record.hash { found = true }
      passed = (passed + 1) % TableHeader.slotsPerBucket
    }
    for _ in 0..<TableHeader.slotsPerBucket where !found {
      passed = (passed + 1) % TableHeader.slotsPerBucket
      guard passed != slot, let other = bucket.hash(passed) else { break }
      if other == record.hash { found = true }
    }
    return found
  }
}
