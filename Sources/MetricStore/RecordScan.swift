internal import MetricModel
internal import SystemCalls

/// A walk over every record of a database in the order of the file.
///
/// Buckets point all over the file, so that following them record by record would cost a call to
/// the system for each. Instead all buckets are read first and their records' places sorted; then
/// the file is read once from front to back. Every step is bounded by what the header says.
enum RecordScan {
  private static let windowLength = 1 << 18

  /// What is called with each record's key and value, whose bytes are lent for the call only.
  typealias RecordVisit =
    (_ key: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) throws(MetricError) -> Void

  /// Calls the body with each record's key and value.
  static func run(
    on table: borrowing TableFile,
    _ body: RecordVisit
  ) throws(MetricError) {
    let places = try locate(in: table, directory: try table.readDirectory())
    try read(places, of: table, body)
  }

  /// The places of all records, sorted, none over another.
  static func locate(
    in table: borrowing TableFile, directory: Directory
  ) throws(MetricError) -> [RecordPlace] {
    var places: [RecordPlace] = []
    places.reserveCapacity(directory.runs.count * 100)
    for run in directory.runs.sorted(by: { $0.bucket < $1.bucket }) {
      try table.appendPlaces(of: run, bits: directory.bits, to: &places)
    }
    places.sortByOffset(fileSize: table.header.fileSize)
    try table.checkApart(places)
    return places
  }

  /// Reads records front to back.
  static func read(
    _ places: some Sequence<RecordPlace>, of table: borrowing TableFile,
    _ body: RecordVisit
  ) throws(MetricError) {
    var window: [UInt8] = []
    var windowStart = 0
    var filled = 0
    for place in places {
      if place.offset < windowStart || place.end > windowStart + filled {
        windowStart = place.offset
        if window.count < max(windowLength, place.end - place.offset) {
          window = [UInt8](repeating: 0, count: max(windowLength, place.end - place.offset))
        }
        filled = try table.fill(&window, from: windowStart)
        guard place.end <= windowStart + filled else {
          throw table.damaged("it ends within a record")
        }
      }
      let start = place.offset - windowStart
      let middle = start + Int(place.keyLength)
      try window.withUnsafeBufferPointer { window throws(MetricError) in
        let bytes = UnsafeRawBufferPointer(window)
        try body(
          UnsafeRawBufferPointer(rebasing: bytes[start..<middle]),
          UnsafeRawBufferPointer(rebasing: bytes[middle..<middle + Int(place.valueLength)]))
      }
    }
  }
}

/// A record's place, packed: a million take 16 MB.
struct RecordPlace {
  var offset: Int
  var keyLength: UInt32
  var valueLength: UInt32

  var end: Int { offset + Int(keyLength) + Int(valueLength) }
}

extension TableFile {
  /// The bucket that a run of the directory names, which must be the one that it means.
  borrowing func bucket(
    of run: Directory.Run, bits: Int
  ) throws(MetricError) -> Bucket {
    let bucket = try bucket(at: run.bucket)
    guard bucket.bits <= bits, run.entries.count == 1 << (bits - bucket.bits) else {
      throw damaged("the bucket at \(bucket.offset) is not the one that the directory means")
    }
    try checkPlace(of: bucket, hash: UInt32(run.entries.lowerBound) << UInt32(31 - bits))
    return bucket
  }

  /// Fills a window with the bytes from an offset on, and returns how many there were.
  fileprivate borrowing func fill(
    _ window: inout [UInt8], from offset: Int
  ) throws(MetricError) -> Int {
    try window.withUnsafeMutableBufferPointer { window throws(MetricError) in
      try file.read(into: UnsafeMutableRawBufferPointer(window), at: offset)
    }
  }

  /// The places of one bucket's records, which must be those that the directory means.
  borrowing func appendPlaces(
    of run: Directory.Run, bits: Int, to places: inout [RecordPlace]
  ) throws(MetricError) {
    let bucket = try bucket(of: run, bits: bits)
    var records = 0
    for slot in 0..<TableHeader.slotsPerBucket where bucket.hash(slot) != nil {
      let location = bucket.location(slot)
      try check(location)
      records += 1
      places.append(
        RecordPlace(
          offset: location.offset, keyLength: UInt32(location.keyLength),
          valueLength: UInt32(location.valueLength)))
    }
    guard records == bucket.count else {
      throw damaged("the bucket at \(bucket.offset) has \(records) records, not \(bucket.count)")
    }
  }
}
