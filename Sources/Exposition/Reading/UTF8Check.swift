/// Whether bytes are UTF-8.
///
/// Nearly all text is ASCII, of which eight bytes are looked at in one step.
enum UTF8Check {
  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  /// Where the first byte stands that cannot be UTF-8, or nil.
  static func firstFault(in text: UnsafeRawBufferPointer) -> Int? {
    var place = 0
    while place < text.count {
      if place + 8 <= text.count,
        text.loadUnaligned(fromByteOffset: place, as: UInt64.self) & highBits == 0
      {
        place += 8
      } else if text[place] < 0x80 {
        place += 1
      } else {
        let length = length(of: text, at: place)
        if length == 0 { return place }
        place += length
      }
    }
    return nil
  }

  /// The bytes of the character of two to four bytes at a place; 0 when there is none.
  ///
  /// Source: Unicode Standard, table 3-7, "Well-Formed UTF-8 Byte Sequences".
  private static func length(of text: UnsafeRawBufferPointer, at place: Int) -> Int {
    let (count, second): (Int, ClosedRange<UInt8>)
    switch text[place] {
    case 0xc2...0xdf: (count, second) = (2, 0x80...0xbf)
    case 0xe0: (count, second) = (3, 0xa0...0xbf)
    case 0xed: (count, second) = (3, 0x80...0x9f)
    case 0xe1...0xef: (count, second) = (3, 0x80...0xbf)
    case 0xf0: (count, second) = (4, 0x90...0xbf)
    case 0xf1...0xf3: (count, second) = (4, 0x80...0xbf)
    case 0xf4: (count, second) = (4, 0x80...0x8f)
    default: return 0
    }
    guard text.count - place >= count, second.contains(text[place + 1]) else { return 0 }
    for next in place + 2..<place + count where text[next] & 0xc0 != 0x80 { return 0 }
    return count
  }
}
