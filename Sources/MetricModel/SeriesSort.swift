extension [SeriesTable.Row] {
  /// Sorts rows by the bytes of their labels, eight at a time.
  ///
  /// Labels of one family begin alike, so that comparing whole texts would read the same bytes over
  /// and over. Instead what all have in common is skipped, the next eight bytes of each row are
  /// taken as one big-endian number, rows are sorted by it, and each run of equal numbers is sorted
  /// by what follows. `prefixLength` is the number of bytes between a row's place and its labels.
  mutating func sortByLabels(in arena: [UInt8], after prefixLength: Int) {
    guard count > 1 else { return }
    var keyed = map { KeyedRow(key: 0, row: $0) }
    arena.withUnsafeBytes { bytes in
      let texts = RowTexts(bytes: bytes, prefixLength: prefixLength)
      keyed.withUnsafeMutableBufferPointer { texts.sort($0, depth: 0) }
    }
    for index in indices { self[index] = keyed[index].row }
  }
}

/// A row and the eight bytes by which it is being sorted.
struct KeyedRow {
  var key: UInt64
  var row: SeriesTable.Row
}

/// The label texts of an arena's rows.
private struct RowTexts {
  let bytes: UnsafeRawBufferPointer
  let prefixLength: Int

  func text(_ row: SeriesTable.Row) -> UnsafeRawBufferPointer {
    let start = Int(row.place) * 8 + prefixLength
    return UnsafeRawBufferPointer(rebasing: bytes[start..<start + Int(row.length)])
  }

  /// Sorts rows whose first `depth` bytes are equal.
  ///
  /// Each level skips at least eight bytes.
  func sort(_ run: UnsafeMutableBufferPointer<KeyedRow>, depth: Int) {
    let depth = commonLength(run, from: depth)
    for index in run.indices { run[index].key = chunk(text(run[index].row), at: depth) }
    run.sortByKey()
    var start = 0
    while start < run.count {
      var end = start + 1
      while end < run.count, run[end].key == run[start].key { end += 1 }
      if end - start > 1 { sortEqual(run, start..<end, depth: depth + 8) }
      start = end
    }
  }

  /// Sorts rows that are equal up to a depth: where all end there, the shorter ones come first.
  private func sortEqual(
    _ run: UnsafeMutableBufferPointer<KeyedRow>, _ range: Range<Int>, depth: Int
  ) {
    var equal = UnsafeMutableBufferPointer(rebasing: run[range])
    if equal.contains(where: { Int($0.row.length) > depth }) {
      sort(equal, depth: depth)
    } else {
      equal.sort { $0.row.length < $1.row.length }
    }
  }

  /// How many bytes all rows of a run begin with, at least `depth`.
  private func commonLength(_ run: UnsafeMutableBufferPointer<KeyedRow>, from depth: Int) -> Int {
    let first = text(run[0].row)
    var length = first.count
    for keyed in run where length > depth {
      let other = text(keyed.row)
      length = min(length, other.count)
      var same = depth
      while same + 8 <= length,
        first.loadUnaligned(fromByteOffset: same, as: UInt64.self)
          == other.loadUnaligned(fromByteOffset: same, as: UInt64.self)
      {
        same += 8
      }
      while same < length, first[same] == other[same] { same += 1 }
      length = same
    }
    return max(length, depth)
  }

  /// Eight bytes of a text from `depth` on, the first in the highest place, zeros past its end.
  private func chunk(_ text: UnsafeRawBufferPointer, at depth: Int) -> UInt64 {
    if depth + 8 <= text.count {
      return UInt64(bigEndian: text.loadUnaligned(fromByteOffset: depth, as: UInt64.self))
    }
    var key: UInt64 = 0
    for place in depth..<depth + 8 {
      key = key << 8 | (place < text.count ? UInt64(text[place]) : 0)
    }
    return key
  }
}
