/// A regular expression that is matched against whole label values, in linear time.
///
/// The patterns come from whoever may ask a server for metrics, so no pattern may hang or crash it.
/// Swift's own `Regex` backtracks: `(a*)*b` on 26 letters took it 34 seconds, twice as long for
/// each further letter. POSIX `regcomp` dies of deeply nested groups and spends seconds and
/// gigabytes on `((a{1,255}){1,255}){1,255}`. Hence this matcher: it follows all ways through the
/// pattern at once, one scalar of the text at a time, so that time grows as pattern times text.
/// Source: K. Thompson, "Regular Expression Search Algorithm", CACM 11(6), 1968; R. Cox, "Regular
/// Expression Matching: the Virtual Machine Approach", 2009.
///
/// The lists live on from match to match, so that a million values are matched without allocating.
struct Pattern: Sendable {
  private let program: PatternProgram
  /// Instructions that wait for a scalar, for the text read so far.
  private var waiting: [Int] = []
  private var previous: [Int] = []
  private var pending: [Int] = []
  /// The step at which each instruction was entered last: none is entered twice in one step.
  private var entered: [Int]
  private var step = 0
  private var hasMatched = false

  /// Reads a pattern in the syntax that `PatternReader` describes.
  init(_ pattern: String) throws(PatternFault) {
    program = try PatternProgram(pattern)
    entered = Array(repeating: 0, count: program.instructions.count)
  }

  /// Whether the pattern takes the text whole; the text is UTF-8.
  mutating func matches(_ text: ArraySlice<UInt8>) -> Bool {
    var (bytes, decoder) = (text.makeIterator(), UTF8())
    var next = Self.scalar(decoder.decode(&bytes))
    beginStep()
    enter(0, between: nil, and: next)
    while let scalar = next {
      guard !waiting.isEmpty else { return false }
      next = Self.scalar(decoder.decode(&bytes))
      beginStep()
      for index in previous {
        guard case .scalar(let place) = program.instructions[index],
          program.contains(scalar, class: place)
        else { continue }
        enter(index + 1, between: scalar, and: next)
      }
    }
    return hasMatched
  }

  private static func scalar(_ result: UnicodeDecodingResult) -> UInt32? {
    switch result {
    case .scalarValue(let scalar): scalar.value
    case .emptyInput: nil
    case .error: 0xfffd
    }
  }

  private mutating func beginStep() {
    swap(&waiting, &previous)
    waiting.removeAll(keepingCapacity: true)
    hasMatched = false
    step += 1
  }

  /// Follows an instruction to all that wait for a scalar, with a stack of its own: a program may
  /// hold thousands of forks in a row.
  private mutating func enter(_ start: Int, between left: UInt32?, and right: UInt32?) {
    pending.append(start)
    while let index = pending.popLast() {
      guard entered[index] != step else { continue }
      entered[index] = step
      switch program.instructions[index] {
      case .scalar: waiting.append(index)
      case .match: hasMatched = true
      case .jump(let target): pending.append(target)
      case .fork(let first, let second):
        pending.append(second)
        pending.append(first)
      case .place(let place):
        if place.holds(between: left, and: right) { pending.append(index + 1) }
      }
    }
  }
}

extension PatternPlace {
  fileprivate func holds(between left: UInt32?, and right: UInt32?) -> Bool {
    let isBoundary = isWord(left) != isWord(right)
    return switch self {
    case .start: left == nil
    case .end: right == nil
    case .wordBoundary: isBoundary
    case .noWordBoundary: !isBoundary
    }
  }

  private func isWord(_ scalar: UInt32?) -> Bool {
    scalar.map(ScalarClass.words.contains) ?? false
  }
}
