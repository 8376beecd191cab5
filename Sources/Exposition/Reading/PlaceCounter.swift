/// Counts lines and columns of places that are asked for in ascending order.
struct PlaceCounter {
  private let text: UnsafeRawBufferPointer
  /// Up to where lines were counted: the beginning of the line of that number.
  private var lineStart = 0
  private var line = 1

  init(_ text: UnsafeRawBufferPointer) { self.text = text }

  /// Line and column of a byte, both from 1; a column is a character.
  mutating func lineAndColumn(of place: Int) -> (line: Int, column: Int) {
    for index in lineStart..<max(place, lineStart) where text[index] == UInt8(ascii: "\n") {
      line += 1
      lineStart = index + 1
    }
    return (line, 1 + text[lineStart..<max(place, lineStart)].count { $0 & 0xc0 != 0x80 })
  }
}
