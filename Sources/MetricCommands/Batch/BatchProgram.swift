internal import MetricModel
internal import MetricOperations
internal import MetricStore

/// Operations in the order of their lines, each distinct line read once.
///
/// A batch repeats itself: lines with the same bytes, or with the same bytes up to a number at the
/// end, mean the same operation and are recognised without being read again. What they mean is not
/// changed by it: the steps are carried out in the order of the lines.
struct BatchProgram {
  /// What lines with the same bytes, or the same up to a number, ask for.
  struct Entry {
    let operation: Operation
    let prints: Bool
  }

  /// One line that asks for something.
  struct Step {
    /// Its number among the entries.
    let entry: Int
    /// The number at its end, for an entry that takes one; else NaN.
    let number: Double
    let line: Int
    /// Where the line stands in the text.
    let text: Range<Int>
  }

  /// The name of the file that the lines are from.
  let file: String?
  private(set) var entries: [Entry] = []
  private(set) var steps: [Step] = []
  private var text: [UInt8] = []
  private var index = LineIndex()

  init(file: String?) { self.file = file }

  /// Whether it makes families that are not there.
  private(set) var declares = false

  /// Adds a line; what it asks for is looked at by the caller when it is no operation.
  ///
  /// Throws what is wrong with the line, under its number.
  mutating func take(
    _ line: ArraySlice<UInt8>, number: Int
  ) throws(MetricError) -> BatchLine? {
    let start = text.count
    text += line
    if recognise(start..<text.count, line: number) { return nil }
    let read: BatchLine
    do throws(MetricError) {
      read = try BatchLine(line)
    } catch {
      text.removeLast(text.count - start)
      throw .line(InputLine(file: file, number: number, bytes: line), error)
    }
    guard case .operation(let operation, let prints) = read else {
      text.removeLast(text.count - start)
      return read
    }
    add(Entry(operation: operation, prints: prints), start..<text.count, line: number)
    return nil
  }

  /// Adds a step for a line whose like came before; false when none did.
  private mutating func recognise(_ line: Range<Int>, line number: Int) -> Bool {
    let found = text.withUnsafeBytes { text -> (Int, Double)? in
      if let last = LineNumber(endOf: line, of: text),
        let entry = index.find(index.key(last.head, sort: 1, of: text), in: text)
      {
        return (entry, last.value)
      }
      return index.find(index.key(line, sort: 0, of: text), in: text).map { ($0, .nan) }
    }
    guard let (entry, value) = found else { return false }
    steps.append(Step(entry: entry, number: value, line: number, text: line))
    return true
  }

  private mutating func add(_ entry: Entry, _ line: Range<Int>, line number: Int) {
    let value = text.withUnsafeBytes { text -> Double? in
      let last = LineNumber(endOf: line, of: text)
      let isVariable = last.map { Self.takes($0, entry.operation.action, text) } ?? false
      let key =
        if let last, isVariable { index.key(last.head, sort: 1, of: text) } else {
          index.key(line, sort: 0, of: text)
        }
      index.append(key)
      return isVariable ? last?.value : nil
    }
    steps.append(Step(entry: entries.count, number: value ?? .nan, line: number, text: line))
    entries.append(entry)
    declares = declares || entry.operation.declares
  }

  /// Whether the number at a line's end is the one that its action was read from, so that another
  /// one in its place would make the same action with that number.
  ///
  /// Of all words of such an operation only the last argument may be a number; a comment, whose
  /// last word may be one too, begins with `#`.
  private static func takes(
    _ number: LineNumber, _ action: Operation.Action, _ text: UnsafeRawBufferPointer
  ) -> Bool {
    guard !text[number.head].contains(UInt8(ascii: "#")), let value = action.number else {
      return false
    }
    return value.bitPattern == number.value.bitPattern
  }

  /// Whether there is nothing to do.
  var isEmpty: Bool { steps.isEmpty }

  /// A step's action: the entry's, with the step's own number.
  func action(_ step: Step) -> Operation.Action {
    let action = entries[step.entry].operation.action
    return step.number.isNaN ? action : action.with(step.number)
  }

  /// An error as that of a step's line.
  func error(_ error: MetricError, at step: Step) -> MetricError {
    .line(InputLine(file: file, number: step.line, bytes: text[step.text]), error)
  }
}

extension Operation.Action {
  /// The number that it was given.
  fileprivate var number: Double? {
    switch self {
    case .add(let number), .set(let number, onlyIfNew: _), .observe(let number): number
    default: nil
    }
  }

  /// The same with another number.
  fileprivate func with(_ number: Double) -> Operation.Action {
    switch self {
    case .add: .add(number)
    case .set(_, let onlyIfNew): .set(number, onlyIfNew: onlyIfNew)
    case .observe: .observe(number)
    default: self
    }
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
