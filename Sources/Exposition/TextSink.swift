public import MetricModel

/// Text on its way out, gathered in memory and handed on in pieces of about 64 KiB.
///
/// A writer appends whole lines to `bytes` and then calls `flushWhenFull()`, so that a dump of a
/// million series needs no more memory than one piece. A piece may be longer than 64 KiB by one
/// series.
public struct TextSink: ~Copyable {
  /// How much text is gathered before it is handed on.
  public static let pieceLength = 65_536

  /// The text gathered and not yet handed on.
  package var bytes: [UInt8] = []
  /// How many pieces were handed on.
  private(set) var pieces = 0
  private let receive: (UnsafeRawBufferPointer) throws(MetricError) -> Void

  /// A sink whose pieces go to a closure; the buffer that it is given ends with the call.
  ///
  /// What the closure throws ends the writing and comes out of `ExpositionFormat.write`.
  public init(_ receive: @escaping (UnsafeRawBufferPointer) throws(MetricError) -> Void) {
    self.receive = receive
    bytes.reserveCapacity(Self.pieceLength * 2)
  }

  /// Hands on the text once there is a piece of it.
  package mutating func flushWhenFull() throws(MetricError) {
    if bytes.count >= Self.pieceLength { try flush() }
  }

  /// Hands on what is left.
  package mutating func flush() throws(MetricError) {
    guard !bytes.isEmpty else { return }
    let receive = receive
    try bytes.withUnsafeBufferPointer { piece throws(MetricError) in
      try receive(UnsafeRawBufferPointer(piece))
    }
    bytes.removeAll(keepingCapacity: true)
    pieces += 1
  }
}
