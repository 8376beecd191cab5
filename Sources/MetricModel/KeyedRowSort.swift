extension UnsafeMutableBufferPointer<KeyedRow> {
  /// Where comparing becomes slower than counting.
  private static var smallCount: Int { 2048 }

  /// Sorts rows by their keys alone; rows of equal keys keep their order.
  func sortByKey() {
    var rows = self
    if count < Self.smallCount {
      rows.sort { $0.key < $1.key }
    } else {
      sortByCounting()
    }
  }

  /// Sorts by one byte of the key after the other, from the last to the first.
  ///
  /// A byte that is the same in all keys is skipped: keys of digits and letters differ in few.
  private func sortByCounting() {
    var counts = [Int](repeating: 0, count: 8 * 256)
    for row in self {
      for byte in 0..<8 { counts[byte * 256 + Int(row.key >> (byte * 8) & 255)] += 1 }
    }
    let spare = UnsafeMutableBufferPointer.allocate(capacity: count)
    defer { spare.deallocate() }
    var (source, target) = (self, spare)
    for byte in 0..<8 {
      let ofByte = counts[byte * 256..<byte * 256 + 256]
      if ofByte.contains(count) { continue }
      source.distribute(by: byte, counts: ofByte, to: target)
      swap(&source, &target)
    }
    if source.baseAddress != baseAddress { _ = update(from: source) }
  }

  private func distribute(
    by byte: Int, counts: ArraySlice<Int>, to target: UnsafeMutableBufferPointer
  ) {
    var next: [Int] = []
    next.reserveCapacity(256)
    var sum = 0
    for count in counts {
      next.append(sum)
      sum += count
    }
    next.withUnsafeMutableBufferPointer { next in
      for row in self {
        let digit = Int(row.key >> (byte * 8) & 255)
        target.initializeElement(at: next[digit], to: row)
        next[digit] += 1
      }
    }
  }
}
