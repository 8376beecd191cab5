internal import MetricModel
internal import SystemCalls

/// Cuts what arrives into lines, none of which may be longer than a bound.
///
/// A carriage return before a line's end is part of the end.
struct LineCutter {
  /// The most bytes of one line.
  static let longest = 1 << 20

  /// A line without its end, as a range of `bytes`.
  enum Line {
    case whole(Range<Int>)
    /// The beginning of a line that is too long; the rest is passed over.
    case tooLong(Range<Int>)

    /// The line, or what is kept of it.
    var range: Range<Int> {
      switch self {
      case .whole(let range), .tooLong(let range): range
      }
    }
  }

  /// What has arrived, from somewhere before the next line on.
  private(set) var bytes: [UInt8] = []
  /// The number of the line that was given last.
  private(set) var number = 0
  /// How many bytes have arrived in all.
  private(set) var total = 0
  private var start = 0
  private var searched = 0
  private var isSkipping = false

  /// Waits for more bytes; ranges of lines that were given mean nothing afterwards.
  mutating func read(
    _ count: Int, from input: borrowing InputStream, unless signals: StopSignals? = nil
  ) throws(MetricError) -> InputStream.Arrival {
    forget()
    let before = bytes.count
    defer { total += bytes.count - before }
    return try input.read(atMost: count, into: &bytes, unless: signals)
  }

  /// Takes what has arrived by now, without waiting.
  mutating func readArrived(_ count: Int, from input: borrowing InputStream) {
    forget()
    _ = input.readArrived(atMost: count, into: &bytes)
  }

  /// Adds bytes that did not come from an input.
  mutating func append(_ more: [UInt8]) {
    forget()
    bytes += more
  }

  private mutating func forget() {
    bytes.removeSubrange(..<start)
    searched -= start
    start = 0
  }

  /// The next line that has arrived whole.
  mutating func next() -> Line? {
    while let end = findEnd() {
      let line = start..<end
      start = end + 1
      searched = start
      if isSkipping {
        isSkipping = false
        continue
      }
      number += 1
      return line.count > Self.longest + 1 ? .tooLong(line.prefix(100)) : .whole(trimmed(line))
    }
    return skipWhenTooLong()
  }

  /// What stands behind the last line's end when there will be no more.
  mutating func last() -> Line? {
    defer { start = bytes.count }
    guard !isSkipping, start < bytes.count else { return nil }
    number += 1
    return .whole(trimmed(start..<bytes.count))
  }

  private mutating func findEnd() -> Int? {
    let found = bytes.withUnsafeBytes { $0.firstNewline(from: searched) }
    searched = found
    return found < bytes.count ? found : nil
  }

  private mutating func skipWhenTooLong() -> Line? {
    let line = start..<bytes.count
    if isSkipping {
      start = bytes.count
      return nil
    }
    guard line.count > Self.longest + 1 else { return nil }
    number += 1
    start = bytes.count
    isSkipping = true
    return .tooLong(line.prefix(100))
  }

  private func trimmed(_ line: Range<Int>) -> Range<Int> {
    guard let last = line.last, bytes[last] == UInt8(ascii: "\r") else { return line }
    return line.lowerBound..<last
  }
}

extension UnsafeRawBufferPointer {
  /// Where the next newline stands, or the end: eight bytes at a time.
  ///
  /// A byte of a word is 0 when the high bit of its difference to 1 comes up and its own does not;
  /// the lowest such byte is certain. Source: S. E. Anderson, Bit Twiddling Hacks.
  fileprivate func firstNewline(from start: Int) -> Int {
    let (newlines, ones, highs) = (
      0x0a0a_0a0a_0a0a_0a0a as UInt64, 0x0101_0101_0101_0101 as UInt64,
      0x8080_8080_8080_8080 as UInt64
    )
    var place = start
    while place + 8 <= count {
      let word = loadUnaligned(fromByteOffset: place, as: UInt64.self) ^ newlines
      let zeros = (word &- ones) & ~word & highs
      if zeros != 0 { return place + UInt64(littleEndian: zeros).trailingZeroBitCount / 8 }
      place += 8
    }
    while place < count, self[place] != UInt8(ascii: "\n") { place += 1 }
    return place
  }
}
