internal import MetricModel
internal import MetricOperations
internal import MetricStore

/// Operations in the order of their lines, each distinct line read once.
///
/// A batch repeats itself: lines with the same bytes, or with the same bytes up to a number at the
/// end, mean the same operation and are recognised without being read again. What they mean is not
/// changed by it: the steps are carried out in the order of the lines. Those that add whole numbers,
/// before there is any other, are summed into one step for each series (BatchSums).
struct BatchProgram {
  /// What lines with the same bytes, or the same up to a number, ask for.
  final class Entry {
    let operation: Operation
    let prints: Bool
    /// What a transaction has found the series to be; for that transaction only.
    var series: ResolvedSeries?

    fileprivate init(_ operation: Operation, prints: Bool) {
      self.operation = operation
      self.prints = prints
    }
  }

  /// One line that asks for something, in 24 bytes.
  struct Step {
    /// Where the line begins in the text.
    fileprivate let start: Int
    /// The number at its end, for an entry that takes one, or a sum; else NaN.
    fileprivate(set) var number: Double
    fileprivate let entryNumber: UInt32
    fileprivate let lineNumber: UInt32

    /// The line's number.
    var line: Int { Int(lineNumber) }
  }

  /// The name of the file that the lines are from.
  let file: String?
  private(set) var entries: [Entry] = []
  private(set) var steps: [Step] = []
  /// The lines of the steps, each with a newline.
  private var text: [UInt8] = []
  private var index = LineIndex()
  private var sums: BatchSums

  /// A program without lines; with `sums` a step may stand for many lines.
  init(file: String?, sums: Bool = true) {
    self.file = file
    self.sums = BatchSums(isOn: sums)
  }

  /// Whether it makes families that are not there.
  private(set) var declares = false

  /// Makes room for the lines of so many bytes.
  mutating func reserve(_ bytes: Int) {
    text.reserveCapacity(bytes)
    steps.reserveCapacity(bytes / 32)
  }

  /// Adds a line; what it asks for is looked at by the caller when it is no operation.
  ///
  /// Throws what is wrong with the line, under its number.
  mutating func take(
    _ line: ArraySlice<UInt8>, number: Int
  ) throws(MetricError) -> BatchLine? {
    if let known = recognise(line) {
      if let (step, sum) = sums.add(known.value, to: known.entry, steps: steps) {
        steps[step].number = sum
      } else {
        append(known.entry, known.value, from: text.count, number)
        text += line
        text.append(UInt8(ascii: "\n"))
      }
      return nil
    }
    let start = text.count
    text += line
    do throws(MetricError) {
      let read = try add(line, from: start, number)
      if read == nil {
        text.append(UInt8(ascii: "\n"))
      } else {
        text.removeLast(text.count - start)
      }
      return read
    } catch {
      text.removeLast(text.count - start)
      throw .line(InputLine(file: file, number: number, bytes: line), error)
    }
  }

  /// The entry of a line whose like came before, with the line's number if it has one of its own, else
  /// NaN; nil when none did.
  private func recognise(_ line: ArraySlice<UInt8>) -> (entry: Int, value: Double)? {
    line.withUnsafeBytes { line in
      let whole = 0..<line.count
      if let last = LineNumber(endOf: whole, of: line),
        let entry = index.find(index.key(last.head, sort: 1, of: line), in: line)
      {
        return (entry, last.value)
      }
      return index.find(index.key(whole, sort: 0, of: line), in: line).map { ($0, .nan) }
    }
  }

  /// Reads a line whose like did not come before; what it is when it is no operation.
  private mutating func add(
    _ line: ArraySlice<UInt8>, from start: Int, _ number: Int
  ) throws(MetricError) -> BatchLine? {
    let range = start..<text.count
    let (last, plain) = text.withUnsafeBytes { text -> (LineNumber?, Operation?) in
      let last = LineNumber(endOf: range, of: text)
      return (last, PlainLine.read(range, of: text, number: last))
    }
    var entry = plain.map { Entry($0, prints: false) }
    if entry == nil {
      let read = try BatchLine(line)
      guard case .operation(let operation, let prints) = read else { return read }
      entry = Entry(operation, prints: prints)
    }
    guard let entry else { return nil }
    let isVariable = last.map { takes($0, entry.operation.action) } ?? false
    text.withUnsafeBytes { text in
      let head = isVariable ? last?.head ?? range : range
      index.append(index.key(head, sort: isVariable ? 1 : 0, of: text), of: text)
    }
    sums.append(entry, at: steps.count)
    append(entries.count, isVariable ? last?.value ?? .nan : .nan, from: start, number)
    entries.append(entry)
    declares = declares || entry.operation.declares
    return nil
  }

  private mutating func append(_ entry: Int, _ value: Double, from start: Int, _ number: Int) {
    steps.append(
      Step(
        start: start, number: value, entryNumber: UInt32(truncatingIfNeeded: entry),
        lineNumber: UInt32(truncatingIfNeeded: number)))
  }

  /// Whether the number at a line's end is the one that its action was read from, so that another
  /// one in its place would make the same action with that number.
  ///
  /// Of all words of such an operation only the last argument may be a number; a comment, whose
  /// last word may be one too, begins with `#`.
  private func takes(_ number: LineNumber, _ action: Operation.Action) -> Bool {
    guard !text[number.head].contains(UInt8(ascii: "#")), let value = action.number else {
      return false
    }
    return value.bitPattern == number.value.bitPattern
  }

  /// Whether there is nothing to do.
  var isEmpty: Bool { steps.isEmpty }

  /// What a step's line asks for, but for the number.
  func entry(_ step: Step) -> Entry { entries[Int(step.entryNumber)] }

  /// An error as that of a step's line.
  func error(_ error: MetricError, at step: Step) -> MetricError {
    let line = text[step.start...].prefix { $0 != UInt8(ascii: "\n") }
    return .line(InputLine(file: file, number: step.line, bytes: line), error)
  }
}

extension BatchProgram.Entry {
  /// The action with a step's own number, if the step has one.
  func action(_ step: BatchProgram.Step) -> Operation.Action {
    step.number.isNaN ? operation.action : operation.action.with(step.number)
  }
}

extension BatchProgram {
  /// The same for a line that has been cut off its input.
  mutating func take(
    _ line: LineCutter.Line, of cutter: borrowing LineCutter
  ) throws(MetricError) -> BatchLine? {
    guard case .whole(let range) = line else {
      throw error(.invalid(.lineSyntax(.tooLong)), at: line, of: cutter)
    }
    return try take(cutter.bytes[range], number: cutter.number)
  }

  /// An error as that of a line that has been cut off its input.
  func error(
    _ error: MetricError, at line: LineCutter.Line, of cutter: borrowing LineCutter
  ) -> MetricError {
    .line(InputLine(file: file, number: cutter.number, bytes: cutter.bytes[line.range]), error)
  }
}

extension InputLine {
  /// A line as it was read; bytes that are not UTF-8 are shown replaced.
  init(file: String?, number: Int, bytes: ArraySlice<UInt8>) {
    let start = String(decoding: bytes.prefix(400), as: UTF8.self)
    let blanks = start.prefix { $0 == " " || $0 == "\t" }
    self.init(file: file, number: number, text: String(start.dropFirst(blanks.count)))
  }
}
