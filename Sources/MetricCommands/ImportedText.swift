internal import Exposition
internal import MetricModel
internal import SystemCalls

/// The text that `import` reads: a file, or standard input without one.
struct ImportedText {
  private static let pieceLength = 1 << 20

  let file: String?
  let dialect: ExpositionDialect?

  /// The metrics of the text, which is let go.
  func read(_ progress: Progress, isQuiet: Bool) throws(MetricError) -> MetricSnapshot {
    let text = try bytes(progress, isQuiet: isQuiet)
    return try ExpositionReader.read(text, from: file ?? "standard input", as: dialect)
  }

  private func bytes(_ progress: Progress, isQuiet: Bool) throws(MetricError) -> [UInt8] {
    let input = try file.map(InputStream.init(opening:)) ?? InputStream()
    if input.isTerminal, !isQuiet {
      Report.line("text is read from the terminal: Ctrl-D ends it, Ctrl-C gives up")
    }
    let length = input.length
    var bytes: [UInt8] = []
    bytes.reserveCapacity((length ?? 0) + Self.pieceLength)
    while try input.read(atMost: Self.pieceLength, into: &bytes) == .bytes {
      progress.show(bytes.count, of: length, "bytes read")
    }
    return bytes
  }
}
