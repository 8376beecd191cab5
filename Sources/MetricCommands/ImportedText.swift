internal import Exposition
internal import MetricModel
internal import SystemCalls

/// The text that `import` reads: a file, or standard input without one.
struct ImportedText {
  /// As much as a pipe holds.
  private static let pieceLength = 1 << 16

  let file: String?
  let dialect: ExpositionDialect?

  /// What the text came to.
  struct Outcome {
    private var reading: Result<ExpositionReading, MetricError>?
    /// What `dump --format exact` has written, in its place.
    private(set) var copy: [ExactFamily]?
    /// Whether it was read as OpenMetrics by its end alone, and is right as Prometheus text only.
    let isPrometheus: Bool

    init(_ reading: Result<ExpositionReading, MetricError>, isPrometheus: Bool = false) {
      (self.reading, self.isPrometheus) = (reading, isPrometheus)
    }

    init(copy: [ExactFamily]) {
      (self.copy, isPrometheus) = (copy, false)
    }

    /// The reading, of which no copy is kept; throws what was wrong with the text as a whole.
    mutating func takeReading() throws(MetricError) -> ExpositionReading? {
      defer { reading = nil }
      return try reading?.get()
    }
  }

  /// Reads the text, which is let go.
  func read(_ progress: Progress, isQuiet: Bool) throws(MetricError) -> Outcome {
    let text = try bytes(progress, isQuiet: isQuiet)
    if dialect == nil, text.withUnsafeBytes(ExactReader.canRead) {
      return Outcome(
        copy: try text.withUnsafeBufferPointer { text throws(MetricError) in
          try ExactReader.read(UnsafeRawBufferPointer(text), from: file ?? "standard input")
        })
    }
    return text.withUnsafeBytes { outcome(of: $0) }
  }

  private func outcome(of text: UnsafeRawBufferPointer) -> Outcome {
    let reading = reading(of: text, as: dialect)
    let isFaulty = (try? reading.get().faults.isEmpty) != true
    guard dialect == nil, isFaulty, text.suffix(6).starts(with: "# EOF".utf8) else {
      return Outcome(reading)
    }
    let other = try? self.reading(of: text, as: .prometheus).get()
    return Outcome(reading, isPrometheus: other?.faults.isEmpty == true)
  }

  private func reading(
    of text: UnsafeRawBufferPointer, as dialect: ExpositionDialect?
  ) -> Result<ExpositionReading, MetricError> {
    do throws(MetricError) {
      return .success(
        try ExpositionReader.reading(of: text, from: file ?? "standard input", as: dialect))
    } catch { return .failure(error) }
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
