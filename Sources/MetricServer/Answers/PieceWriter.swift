internal import Exposition
internal import MetricModel
internal import NIOCore
internal import SystemCalls

/// From snapshots to buffers of text or of compressed text, in one form.
final class PieceWriter {
  private let form: AnswerForm
  private let deflater: Deflater?
  private var plain: [ByteBuffer] = []
  private var deflated: [DeflatedPart] = []

  init(_ form: AnswerForm) {
    self.form = form
    deflater = form.isGzip ? Deflater() : nil
  }

  /// The families of a snapshot as a part of a text: without the mark of its end.
  ///
  /// A part that goes on with a family says nothing about that.
  func piece(
    _ snapshot: MetricSnapshot, goesOn: Bool = false
  ) throws(MetricError) -> WrittenPiece.Content {
    var options = form.options
    options.isContinued = goesOn
    var sink = TextSink { [self] piece throws(MetricError) in
      try take(ByteBuffer(bytes: piece))
    }
    try form.format.write(snapshot, to: &sink, options: options, isPart: true)
    return finish()
  }

  /// What an OpenMetrics text ends with.
  func end() throws(MetricError) -> WrittenPiece.Content {
    try take(ByteBuffer(string: "# EOF\n"))
    return finish()
  }

  private func finish() -> WrittenPiece.Content {
    defer { (plain, deflated) = ([], []) }
    return deflater == nil ? .plain(plain) : .deflated(deflated)
  }

  private func take(_ text: ByteBuffer) throws(MetricError) {
    guard let deflater else { return plain.append(text) }
    guard let part = deflater.part(text) else {
      throw .failure(.compress, errno: SystemErrors.noMemory, path: "an answer")
    }
    deflated.append(part)
  }
}
