internal import Glibc

/// A connection on which lines come, read without waiting: read(2).
///
/// Bytes go into a buffer that all connections share; a connection keeps only the beginning of a line
/// whose end has not come yet. The descriptor is closed by whoever owns the connection.
package struct LineConnection {
  /// What a look at the connection came to.
  package enum State: Sendable {
    /// There may be more.
    case more
    /// There is no more just now.
    case empty
    /// The client has ended it, or it broke.
    case ended
  }

  package let descriptor: CInt
  /// The longest line that is kept until its end comes.
  private let maxLineBytes: Int
  private var partial: [UInt8] = []
  /// Whether a line is passed over that was longer.
  private var isSkipping = false
  /// When bytes came last, by the monotonic clock.
  private(set) var lastUse = monotonicNanoseconds()

  /// A connection that was just made.
  package init(_ descriptor: CInt, maxLineBytes: Int) {
    (self.descriptor, self.maxLineBytes) = (descriptor, maxLineBytes)
  }

  /// How large the shared buffer must be: for a kept beginning and what is read at once.
  package static func bufferBytes(maxLineBytes: Int) -> Int { maxLineBytes + 65_536 }

  /// Reads once, and hands over the lines that are whole.
  ///
  /// A last line without its newline counts when the client ended the connection, and is handed over
  /// as cut off when it broke. Of a line that is too long the beginning is handed over, once.
  package mutating func receive(
    into buffer: UnsafeMutableRawBufferPointer,
    _ take: (_ lines: UnsafeRawBufferPointer, _ isCut: Bool) -> Void
  ) -> State {
    partial.withUnsafeBytes { buffer.copyMemory(from: $0) }
    let kept = partial.count
    let count = retrying {
      read(descriptor, buffer.baseAddress! + kept, buffer.count - kept)
    }
    if count < 0, errno == EAGAIN { return .empty }
    guard count > 0 else {
      finish(isCut: count < 0, take)
      return .ended
    }
    lastUse = monotonicNanoseconds()
    split(UnsafeRawBufferPointer(rebasing: buffer[..<(kept + count)]), take)
    return .more
  }

  private mutating func split(
    _ bytes: UnsafeRawBufferPointer,
    _ take: (_ lines: UnsafeRawBufferPointer, _ isCut: Bool) -> Void
  ) {
    var rest = bytes[...]
    if isSkipping {
      guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return }
      isSkipping = false
      rest = rest[(end + 1)...]
    }
    if let end = rest.lastIndex(of: UInt8(ascii: "\n")) {
      take(UnsafeRawBufferPointer(rebasing: rest[...end]), false)
      rest = rest[(end + 1)...]
    }
    // A carriage return may stand before the newline.
    if rest.count <= maxLineBytes + 1 {
      partial = Array(rest)
    } else {
      partial = []
      isSkipping = true
      take(UnsafeRawBufferPointer(rebasing: rest), false)
    }
  }

  /// Hands over what is left of a line, at the end of the connection.
  package mutating func finish(
    isCut: Bool, _ take: (_ lines: UnsafeRawBufferPointer, _ isCut: Bool) -> Void
  ) {
    guard !partial.isEmpty else { return }
    partial.withUnsafeBytes { take($0, isCut) }
    partial = []
  }
}
