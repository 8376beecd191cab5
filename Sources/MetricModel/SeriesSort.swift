extension [SeriesTable.Row] {
  /// Sorts rows by the bytes that they name, eight at a time.
  ///
  /// Labels of one family begin alike, so that comparing whole texts would read the same prefix
  /// over and over. Instead the next eight bytes of each row are taken as one big-endian number,
  /// rows are sorted by it, and each run of equal numbers is sorted by the eight bytes after.
  mutating func sortByBytes(of arena: [UInt8]) {
    guard count > 1 else { return }
    var keyed = map { KeyedRow(key: 0, row: $0) }
    arena.withUnsafeBytes { bytes in
      keyed.withUnsafeMutableBufferPointer { sortRun($0, depth: 0, bytes) }
    }
    for index in indices { self[index] = keyed[index].row }
  }
}

private struct KeyedRow {
  var key: UInt64
  var row: SeriesTable.Row
}

/// Sorts rows whose first `depth` bytes are equal.
///
/// Depth is a multiple of eight, so that the recursion is no deeper than an eighth of the longest
/// label text.
private func sortRun(
  _ run: UnsafeMutableBufferPointer<KeyedRow>, depth: Int, _ bytes: UnsafeRawBufferPointer
) {
  var (run, depth) = (run, depth)
  repeat {
    for index in run.indices { run[index].key = chunk(of: run[index].row, at: depth, bytes) }
    depth += 8
  } while run.allSatisfy { $0.key == run[0].key } && run.contains { Int($0.row.length) >= depth }
  run.sort {
    ($0.key, $0.row.length) < ($1.key, $1.row.length)
  }
  var start = 0
  while start < run.count {
    var end = start + 1
    while end < run.count, run[end].key == run[start].key { end += 1 }
    if end - start > 1, run[start..<end].contains(where: { Int($0.row.length) > depth }) {
      sortRun(UnsafeMutableBufferPointer(rebasing: run[start..<end]), depth: depth, bytes)
    }
    start = end
  }
}

/// Eight bytes of a row's text from `depth` on, the first in the highest place, zeros past its end.
private func chunk(of row: SeriesTable.Row, at depth: Int, _ bytes: UnsafeRawBufferPointer)
  -> UInt64
{
  let length = Int(row.length)
  if depth + 8 <= length {
    return UInt64(
      bigEndian: bytes.loadUnaligned(fromByteOffset: row.offset + depth, as: UInt64.self))
  }
  var key: UInt64 = 0
  for place in depth..<depth + 8 {
    key = key << 8 | (place < length ? UInt64(bytes[row.offset + place]) : 0)
  }
  return key
}
