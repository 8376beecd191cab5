internal import Exposition
internal import MetricModel
internal import NIOCore
internal import SystemCalls

/// From a snapshot to buffers of text or of compressed text.
enum TextWriting {
  /// The families of a snapshot as a part of a text: without the mark of its end.
  static func piece(
    _ snapshot: MetricSnapshot, as form: AnswerForm
  ) throws(MetricError) -> WrittenText.Piece {
    let gathered = Gathered(isGzip: form.isGzip)
    var sink = TextSink { piece throws(MetricError) in
      try gathered.take(ByteBuffer(bytes: piece))
    }
    try form.format.write(snapshot, to: &sink, options: form.options, isPart: true)
    return gathered.piece
  }

  /// What an OpenMetrics text ends with.
  static func end(as form: AnswerForm) throws(MetricError) -> WrittenText.Piece {
    let gathered = Gathered(isGzip: form.isGzip)
    try gathered.take(ByteBuffer(string: "# EOF\n"))
    return gathered.piece
  }

  private final class Gathered {
    private var plain: [ByteBuffer] = []
    private var deflated: [DeflatedPart] = []
    private var deflater: Deflater?
    var piece: WrittenText.Piece { deflater == nil ? .plain(plain) : .deflated(deflated) }

    init(isGzip: Bool) { if isGzip { deflater = Deflater() } }

    func take(_ text: ByteBuffer) throws(MetricError) {
      if deflater == nil { return plain.append(text) }
      guard let part = deflater?.part(text) else {
        throw .failure(.compress, errno: SystemErrors.noMemory, path: "an answer")
      }
      deflated.append(part)
    }
  }
}
