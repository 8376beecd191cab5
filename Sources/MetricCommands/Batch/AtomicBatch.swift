internal import MetricModel
internal import MetricOperations
internal import MetricStore
internal import SystemCalls

/// A batch that is done whole or not at all: every line is read, then all are carried out in one
/// transaction.
struct AtomicBatch {
  private static let pieceLength = 1 << 18
  /// A file says how long it is, but may be sparse.
  private static let mostReserved = 1 << 26

  private let settings: Settings
  private var program: BatchProgram
  /// The wrong lines so far; nil when the first ends it all.
  private(set) var faults: [BatchFault]?
  private let progress: Progress

  /// A batch from a file, or from standard input without one.
  ///
  /// With `keepsGoing` every wrong line is found before the batch is given up.
  init(file: String?, keepsGoing: Bool, _ settings: Settings) {
    self.settings = settings
    // Each wrong line is to be found, also among those that would be summed.
    program = BatchProgram(file: file, sums: !keepsGoing)
    faults = keepsGoing ? [] : nil
    progress = Progress(isQuiet: settings.isQuiet)
  }

  /// Does it all, tells of wrong lines that were collected, and returns the exit status.
  mutating func run() throws(MetricError) -> Int32 {
    try read(try program.file.map(InputStream.init(opening:)) ?? InputStream())
    var printed: [AppliedSeries] = []
    do throws(MetricError) {
      printed = try commit()
    } catch {
      progress.clear()
      // What was collected comes first, and decides on the status.
      let names = DeclaredNames(settings)
      guard let status = reportFaults(names) else { throw names.completing(error) }
      if !error.isOfLine { Report.line(error.description) }
      return status
    }
    progress.clear()
    try Self.print(printed)
    return 0
  }

  /// Reads every line to the end of the input.
  mutating func read(_ input: consuming InputStream) throws(MetricError) {
    if input.isTerminal, !settings.isQuiet {
      Report.line("operations are read from the terminal: Ctrl-D carries them out, Ctrl-C gives up")
    }
    let length = input.length
    if let length { program.reserve(min(length, Self.mostReserved)) }
    var cutter = LineCutter()
    while try cutter.read(Self.pieceLength, from: input) == .bytes {
      while let line = cutter.next() { try take(line, of: cutter) }
      progress.show(cutter.total, of: length, "bytes read")
    }
    if let line = cutter.last() { try take(line, of: cutter) }
  }

  private mutating func take(
    _ line: LineCutter.Line, of cutter: borrowing LineCutter
  ) throws(MetricError) {
    do throws(MetricError) {
      let control = try program.take(line, of: cutter)
      guard let control, control.isOfStream else { return }
      throw program.error(
        .invalid(.usage("this is for metricctl batch --stream; all of a batch is one transaction")),
        at: line, of: cutter)
    } catch {
      guard faults != nil else { throw error }
      faults?.append(BatchFault(line: cutter.number, error: error))
    }
  }

  /// Carries all lines out; throws when there is a fault, and nothing is changed then.
  mutating func commit() throws(MetricError) -> [AppliedSeries] {
    guard !program.isEmpty else {
      if let first = faults?.first { throw first.error }
      return []
    }
    let database = Database(at: settings.database, options: settings.options)
    var found = faults.map { _ in [BatchFault]() }
    do throws(MetricError) {
      let printed = try database.update(creating: program.declares) {
        (transaction) throws(MetricError) in
        let printed = try program.run(in: &transaction, faults: &found, progress: progress)
        if let first = found?.first ?? faults?.first { throw first.error }
        return printed
      }
      return printed
    } catch {
      faults? += found ?? []
      throw error
    }
  }

  /// Tells of every fault that was collected, in the order of the lines; the first one's status.
  private func reportFaults(_ names: DeclaredNames) -> Int32? {
    guard let faults, !faults.isEmpty else { return nil }
    let statuses = faults.sorted { $0.line < $1.line }
      .map { Report.failure(names.completing($0.error), settings: settings) }
    return statuses.first
  }

  private static func print(_ printed: [AppliedSeries]) throws(MetricError) {
    guard !printed.isEmpty else { return }
    try StandardStream.output.writeLine(printed.map(\.text).joined(separator: "\n"))
  }
}
