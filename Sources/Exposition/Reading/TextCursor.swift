internal import MetricModel

/// A place in a text that is being read, and what stands there.
///
/// The lines to be read end in a line feed, each of them, so that a loop that stops at one needs no
/// other bound.
struct TextCursor {
  private let text: UnsafeRawBufferPointer
  /// The byte to be read next.
  var position = 0
  /// Where the lines to be read end.
  private(set) var end: Int

  init(_ text: UnsafeRawBufferPointer) {
    self.text = text
    end = text.count
  }

  /// The byte to be read next, or any byte before the end.
  var byte: UInt8 {
    @inline(__always) get { text[unchecked: position] }
  }

  @inline(__always)
  subscript(place: Int) -> UInt8 { text[unchecked: place] }

  /// Some bytes of the text.
  @inline(__always)
  func bytes(_ start: Int, _ end: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: text[start..<end])
  }

  /// Some bytes of the text, as text.
  func string(_ start: Int, _ end: Int) -> String {
    String(decoding: bytes(start, end), as: UTF8.self)
  }

  /// Whether some bytes stand at a place before the end.
  @inline(__always)
  func has(_ bytes: [UInt8], at place: Int) -> Bool {
    guard end - place >= bytes.count else { return false }
    for index in 0..<bytes.count where text[unchecked: place + index] != bytes[index] {
      return false
    }
    return true
  }

  /// The same for a word of this program.
  @inline(__always)
  func has(_ word: StaticString, at place: Int) -> Bool {
    guard end - place >= word.utf8CodeUnitCount else { return false }
    for index in 0..<word.utf8CodeUnitCount
    where text[unchecked: place + index] != word.utf8Start[index] {
      return false
    }
    return true
  }

  /// Goes past a byte that must stand here.
  @inline(__always)
  mutating func take(
    _ wanted: UInt8, _ part: ExpositionRule.Part
  ) throws(ExpositionFault) {
    guard byte == wanted else { throw expected(part) }
    position += 1
  }

  /// Where the line ends in which a place is.
  func lineEnd(from place: Int) -> Int {
    var place = place
    while text[unchecked: place] != UInt8(ascii: "\n") { place += 1 }
    return place
  }

  /// The error that a rule was broken at a place.
  func fault(_ rule: ExpositionRule, at place: Int) -> ExpositionFault {
    ExpositionFault(rule: rule, place: place)
  }

  /// The error that something else should stand here.
  func expected(_ part: ExpositionRule.Part) -> ExpositionFault {
    let rest = text[position...].prefix(8)
    let found = String(decoding: rest, as: UTF8.self).unicodeScalars.prefix(1)
    return fault(.expected(part, found: String(found)), at: position)
  }
}

// The text as a whole.
extension TextCursor {
  /// Refuses what is no UTF-8, and a byte order mark.
  func checkWhole() throws(ExpositionFault) {
    if text.starts(with: [0xef, 0xbb, 0xbf]) { throw fault(.byteOrderMark, at: 0) }
    if let place = UTF8Check.firstFault(in: text) { throw fault(.notUTF8, at: place) }
  }

  /// Takes the mark off with which OpenMetrics text ends.
  mutating func takeOffEnd() throws(ExpositionFault) {
    let mark = Array("# EOF".utf8)
    let length = text.last == UInt8(ascii: "\n") ? text.count - 1 : text.count
    guard length >= mark.count, text[..<length].suffix(mark.count).elementsEqual(mark),
      length == mark.count || text[length - mark.count - 1] == UInt8(ascii: "\n")
    else { throw fault(.endMissing, at: text.count) }
    end = length - mark.count
  }
}

extension UnsafeRawBufferPointer {
  /// A byte that is known to be there.
  @inline(__always)
  fileprivate subscript(unchecked place: Int) -> UInt8 {
    baseAddress.unsafelyUnwrapped.load(fromByteOffset: place, as: UInt8.self)
  }
}
