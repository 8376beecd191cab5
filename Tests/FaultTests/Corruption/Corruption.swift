internal import TestSupport

/// Damage that a disk, a program or a person may do to a file, told in words.
enum Corruption: CaseIterable {
  case flips, zeros, noise, cut, growth, swap, header, directory, bucket

  /// Damages bytes at random and says what was done.
  func apply(to bytes: inout [UInt8], dice: inout SeededGenerator) -> String {
    let size = bytes.count
    switch self {
    case .flips:
      let places = (0..<Int.random(in: 1...8, using: &dice)).map { _ in
        Int.random(in: 0..<size, using: &dice)
      }
      for place in places { bytes[place] ^= UInt8(1) << UInt8.random(in: 0..<8, using: &dice) }
      return "bits flipped at \(places)"
    case .zeros, .noise:
      let start = Int.random(in: 0..<size, using: &dice)
      let end = min(size, start + Int.random(in: 1...6000, using: &dice))
      for index in start..<end {
        bytes[index] = self == .zeros ? 0 : UInt8.random(in: 0...255, using: &dice)
      }
      return "\(self) at \(start)..<\(end)"
    case .cut:
      bytes.removeLast(Int.random(in: 1...size, using: &dice))
      return "cut from \(size) to \(bytes.count)"
    case .growth:
      let more = Int.random(in: 1...9000, using: &dice)
      bytes += (0..<more).map { _ in UInt8.random(in: 0...255, using: &dice) }
      return "\(more) bytes appended"
    case .swap:
      let pages = size / 4096
      let one = Int.random(in: 0..<pages, using: &dice) * 4096
      let other = Int.random(in: 0..<pages, using: &dice) * 4096
      for index in 0..<4096 { bytes.swapAt(one + index, other + index) }
      return "pages at \(one) and \(other) swapped"
    case .header:
      return put(at: Int.random(in: 0..<40, using: &dice) * 4, in: &bytes, dice: &dice)
    case .directory:
      let entry = 4096 + Int.random(in: 0..<512, using: &dice) * 8
      return put(at: entry, in: &bytes, dice: &dice)
    case .bucket:
      let bucket = Int.random(in: 2..<max(3, size / 4096), using: &dice) * 4096
      let field = [0, 8, 16, 104, 108, 112 + 4 * Int.random(in: 0..<996, using: &dice)]
      return put(at: bucket + dice.pick(field), in: &bytes, dice: &dice)
    }
  }

  /// Puts a number in place of another: one that a program may trip over.
  private func put(
    at offset: Int, in bytes: inout [UInt8], dice: inout SeededGenerator
  ) -> String {
    guard offset + 4 <= bytes.count else { return "nothing" }
    let old = bytes[offset..<offset + 4].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    let tricky: [UInt32] = [
      0, 1, 2, 31, 4096, 8192, 12288, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff, old &+ 1, old &- 1,
      old &+ 4096, old &- 4096, old &* 2, old / 2, UInt32(truncatingIfNeeded: dice.next()),
    ]
    let new = dice.pick(tricky)
    for index in 0..<4 { bytes[offset + index] = UInt8(truncatingIfNeeded: new >> (8 * index)) }
    return "\(self) field at \(offset): \(old) made \(new)"
  }
}
