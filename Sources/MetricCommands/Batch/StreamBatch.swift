internal import MetricModel
internal import MetricOperations
internal import MetricStore
internal import SystemCalls

/// A batch whose lines are carried out as they come, for coprocesses and pipes.
///
/// Each line is a transaction of its own; what stands between `cork` and `uncork` is one together.
/// A wrong line is told of and the stream goes on, but a cork with a wrong line is dropped whole.
/// The file stays open, the lock is held for each transaction only.
struct StreamBatch: ~Copyable {
  private static let pieceLength = 1 << 16

  private let file: String?
  private let settings: Settings
  private var session: DatabaseSession
  private let output = StreamOutput()
  private let names: DeclaredNames
  private var cork: Cork?
  /// The status of the first line that was wrong.
  private var status: Int32?
  /// What the first line that was wrong since the last `flush` came to.
  private var unanswered: MetricError?

  /// Lines that wait for their `uncork`.
  private final class Cork {
    let line: Int
    var program: BatchProgram
    var isSound = true

    init(line: Int, file: String?) {
      self.line = line
      program = BatchProgram(file: file)
    }
  }

  /// A stream from a file, or from standard input without one.
  init(file: String?, _ settings: Settings) {
    self.file = file
    self.settings = settings
    names = DeclaredNames(settings)
    session = DatabaseSession(Database(at: settings.database, options: settings.options))
  }

  /// Carries out what comes until it ends or a signal does; the exit status.
  mutating func run() throws(MetricError) -> Int32 {
    let input = try file.map(InputStream.init(opening:)) ?? InputStream()
    if input.isTerminal, !settings.isQuiet {
      Report.line("operations are read from the terminal, and each is carried out at once")
    }
    let signals = try StopSignals()
    var cutter = LineCutter()
    while true {
      switch try cutter.read(Self.pieceLength, from: input, unless: signals) {
      case .bytes:
        if let signal = takeAll(&cutter, signals) { return stop(signal, &cutter, input) }
      case .end:
        if let line = cutter.last() { take(line, of: cutter) }
        return end()
      case .stop(let signal): return stop(signal, &cutter, input)
      }
    }
  }

  /// Carries out all lines that have arrived whole; a signal that came meanwhile.
  ///
  /// An interrupt stops at once, a request to terminate after what has arrived.
  private mutating func takeAll(
    _ cutter: inout LineCutter, _ signals: StopSignals?
  ) -> StopSignals.Signal? {
    var stop: StopSignals.Signal?
    while let line = cutter.next() {
      take(line, of: cutter)
      stop = signals?.taken() ?? stop
      if stop == .interrupt { break }
    }
    return stop
  }

  private mutating func stop(
    _ signal: StopSignals.Signal, _ cutter: inout LineCutter, _ input: borrowing InputStream
  ) -> Int32 {
    guard signal == .terminate else {
      _ = end()
      return 130
    }
    // What was sent before the signal has been sent; of a file, all of it has.
    if input.length == nil {
      cutter.readArrived(Self.pieceLength, from: input)
      _ = takeAll(&cutter, nil)
    }
    if let line = cutter.last(), case .whole(let range) = line {
      let text = InputLine(file: file, number: cutter.number, bytes: cutter.bytes[range])
      Report.line("\(text): cut off before its end, and not carried out")
    }
    return end()
  }

  private mutating func end() -> Int32 {
    if let cork {
      let line = InputLine(file: file, number: cork.line, text: "cork")
      Report.line("\(line): the stream ended before uncork, and nothing of it was carried out")
    }
    return status ?? output.status
  }

  private mutating func take(_ line: LineCutter.Line, of cutter: borrowing LineCutter) {
    let text = InputLine(file: file, number: cutter.number, bytes: cutter.bytes[line.range])
    var awaitsAnswer = false
    do throws(MetricError) {
      let read =
        if let cork { try cork.program.take(line, of: cutter) } else {
          try BatchLine(line, of: cutter)
        }
      guard let read else { return }
      awaitsAnswer = read.isFlush
      if let cork {
        try takeCorked(read, cork)
      } else {
        try carryOut(read, at: cutter.number)
      }
      if awaitsAnswer { answer() }
    } catch {
      cork?.isSound = false
      fail(error.isAbout(text) ? error : .line(text, error))
      if awaitsAnswer { answer() }
    }
  }

  /// Answers a `flush`: `ok`, or what the first line that was wrong since the last answer came to.
  private mutating func answer() {
    output.write(unanswered?.description ?? "ok")
    unanswered = nil
  }

  /// Carries out a line at once.
  private mutating func carryOut(_ line: BatchLine, at number: Int) throws(MetricError) {
    switch line {
    case .nothing, .uncork: break
    case .cork: cork = Cork(line: number, file: file)
    case .flush: try flush()
    case .operation(let operation, let prints):
      let left: AppliedSeries?
      do throws(MetricError) {
        left = try session.update(creating: operation.declares) {
          (transaction) throws(MetricError) in try transaction.apply(operation)
        }
      } catch { throw error.ofOperation(operation) }
      if prints, let left { output.write(left.text) }
    }
  }

  /// Does what a line inside a cork asks for that is no operation.
  private mutating func takeCorked(_ line: BatchLine, _ cork: Cork) throws(MetricError) {
    switch line {
    case .nothing, .operation: break
    case .cork, .flush:
      throw .invalid(.usage("this cannot stand in the cork of line \(cork.line) (uncork first)"))
    case .uncork:
      self.cork = nil
      guard cork.isSound else { throw .invalid(.corkDropped(line: cork.line)) }
      try commit(cork)
    }
  }

  /// Commits what was corked; what is wrong with one of its lines is what is wrong with `uncork`.
  private mutating func commit(_ cork: Cork) throws(MetricError) {
    guard !cork.program.isEmpty else { return }
    let printed = try session.update(creating: cork.program.declares) {
      (transaction) throws(MetricError) in
      var none: [BatchFault]?
      return try cork.program.run(
        in: &transaction, faults: &none, progress: Progress(isQuiet: true))
    }
    for series in printed { output.write(series.text) }
  }

  /// Waits until all that was carried out is on disk.
  private mutating func flush() throws(MetricError) {
    if settings.options.durability != .full { try session.synchronize() }
  }

  private mutating func fail(_ error: MetricError) {
    let error = names.completing(error)
    let failed = Report.failure(error, settings: settings)
    status = status ?? failed
    unanswered = unanswered ?? error
  }
}

extension MetricError {
  /// Whether it is told as that of this very line.
  fileprivate func isAbout(_ line: InputLine) -> Bool {
    if case .line(line, _) = self { true } else { false }
  }
}
