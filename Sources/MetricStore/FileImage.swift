internal import CLinux
internal import MetricModel
internal import SystemCalls

/// The bytes of a table as they were when it was read, by which it is seen later what was written to it
/// since.
///
/// Equal bytes mean the same, so that whatever was proved of them need not be proved again. An update
/// in place changes bytes of values and nothing else; whoever meets any other change has to read the
/// file anew.
struct FileImage {
  private static let windowLength = 1 << 18
  private static let pageLength = 4096
  /// Of so many records one may have changed before reading all of them is as quick.
  private static let share = 8

  private var bytes: [UInt8]
  /// All records, in the order of the file.
  let places: [RecordPlace]

  /// Reads a table whose lock is held.
  init(reading table: borrowing TableFile) throws(MetricError) {
    places = try RecordScan.locate(in: table, directory: try table.readDirectory())
    bytes = try table.file.read(table.header.fileSize, at: 0)
    guard bytes.count == table.header.fileSize else { throw table.damaged("it is cut short") }
  }

  /// Calls the body with a record's key and value, whose bytes are lent for the call only.
  func withRecord<Failure: Error>(
    _ place: RecordPlace,
    _ body: (_ key: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    try bytes.withUnsafeBufferPointer { bytes throws(Failure) in
      let bytes = UnsafeRawBufferPointer(bytes)
      let middle = place.offset + Int(place.keyLength)
      try body(
        UnsafeRawBufferPointer(rebasing: bytes[place.offset..<middle]),
        UnsafeRawBufferPointer(rebasing: bytes[middle..<place.end]))
    }
  }

  /// Takes over what has changed in the file, whose lock is held, and tells which records that was.
  ///
  /// Nil when more has changed than values of series, or much: then the image is of no more use.
  mutating func update(from table: borrowing TableFile) throws(MetricError) -> [RecordPlace]? {
    guard table.header.fileSize == bytes.count else { return nil }
    var window = [UInt8](repeating: 0, count: min(Self.windowLength, bytes.count))
    var changes: [Int] = []
    for start in stride(from: 0, to: bytes.count, by: Self.windowLength) {
      let length = min(Self.windowLength, bytes.count - start)
      let isOfValues = try window.withUnsafeMutableBufferPointer {
        (window) throws(MetricError) in
        let fresh = UnsafeMutableRawBufferPointer(
          rebasing: UnsafeMutableRawBufferPointer(window)[..<length])
        guard try table.file.read(into: fresh, at: start) == length else {
          throw table.damaged("it is cut short")
        }
        return take(UnsafeRawBufferPointer(fresh), at: start, &changes)
      }
      guard isOfValues, changes.count <= max(64, places.count / Self.share) else { return nil }
    }
    let changed = changes.map { places[$0] }
    return changed.contains(where: isFamily) ? nil : changed
  }

  private func isFamily(_ place: RecordPlace) -> Bool {
    bytes[place.offset + Int(place.keyLength) + 1] == RecordFrame.Content.family.rawValue
  }

  /// Takes over a window of the file page by page; false when more than values has changed.
  private mutating func take(
    _ window: UnsafeRawBufferPointer, at start: Int, _ changes: inout [Int]
  ) -> Bool {
    bytes.withUnsafeMutableBytes { bytes in
      for page in stride(from: 0, to: window.count, by: Self.pageLength) {
        let fresh = UnsafeRawBufferPointer(
          rebasing: window[page..<min(page + Self.pageLength, window.count)])
        let known = UnsafeMutableRawBufferPointer(
          rebasing: bytes[start + page..<start + page + fresh.count])
        let difference = PageDifference(known: UnsafeRawBufferPointer(known), fresh: fresh)
        if !difference.isThere(in: 0..<fresh.count) { continue }
        guard difference.isOfValues(of: places, from: start + page, &changes) else { return false }
        known.copyMemory(from: fresh)
      }
      return true
    }
  }
}

/// What differs between a page of an image and the same page of the file.
private struct PageDifference {
  /// Bytes of version, content and kind (see `RecordFrame`).
  private static let sortLength = 4

  let known: UnsafeRawBufferPointer
  let fresh: UnsafeRawBufferPointer

  /// Whether anything differs in a range of the page.
  func isThere(in range: Range<Int>) -> Bool {
    guard !range.isEmpty, let known = known.baseAddress, let fresh = fresh.baseAddress else {
      return false
    }
    return memcmp(known + range.lowerBound, fresh + range.lowerBound, range.count) != 0
  }

  /// Whether only values differ in the page, which begins at an offset of the file; adds the indices
  /// of their records.
  ///
  /// What a record is, in its first bytes, is not a part of its value.
  func isOfValues(of places: [RecordPlace], from start: Int, _ changes: inout [Int]) -> Bool {
    func differ(_ from: Int, _ to: Int) -> Bool {
      let (from, to) = (max(from - start, 0), min(to - start, fresh.count))
      return from < to && isThere(in: from..<to)
    }
    var index = places.index(ofFirstEndingAfter: start)
    var passed = start
    while index < places.count, places[index].offset < start + fresh.count {
      let place = places[index]
      let middle = min(place.offset + Int(place.keyLength) + Self.sortLength, place.end)
      if differ(passed, middle) { return false }
      if differ(middle, place.end), changes.last != index { changes.append(index) }
      passed = place.end
      index += 1
    }
    return !differ(passed, start + fresh.count)
  }
}

extension [RecordPlace] {
  /// The index of the first record, in the order of the file, that ends behind an offset.
  fileprivate func index(ofFirstEndingAfter offset: Int) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].end <= offset { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
