/// Where the buckets lie in the file, for the question whether something lies over one.
///
/// A bit for each page of 4 KiB stands for a bucket that begins there, as nearly all do; the few
/// that begin elsewhere are kept in a sorted list.
struct BucketMap: Equatable {
  private var pages: [UInt64]
  private var others: [Extent] = []

  /// Nil when two buckets overlap.
  ///
  /// The offsets must lie within the file.
  init?(_ offsets: [Int], fileSize: Int) {
    pages = [UInt64](repeating: 0, count: fileSize / TableHeader.blockSize / 64 + 1)
    for offset in offsets {
      if offset % TableHeader.blockSize == 0 {
        guard take(page: offset / TableHeader.blockSize) else { return nil }
      } else {
        others.append(Extent(offset: offset, length: TableHeader.blockSize))
      }
    }
    others.sort()
    for (left, right) in zip(others, others.dropFirst()) where left.overlaps(right) { return nil }
    for other in others where overlapsPage(other) { return nil }
  }

  private mutating func take(page: Int) -> Bool {
    let bit: UInt64 = 1 << UInt64(page % 64)
    guard pages[page / 64] & bit == 0 else { return false }
    pages[page / 64] |= bit
    return true
  }

  /// Whether a run of bytes within the file lies over a bucket.
  func overlaps(_ extent: Extent) -> Bool {
    overlapsPage(extent) || others.contains { $0.overlaps(extent) }
  }

  private func overlapsPage(_ extent: Extent) -> Bool {
    guard extent.length > 0 else { return false }
    for page in extent.offset / TableHeader.blockSize...(extent.end - 1) / TableHeader.blockSize
    where pages[page / 64] & 1 << UInt64(page % 64) != 0 {
      return true
    }
    return false
  }
}
