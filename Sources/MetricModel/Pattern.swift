/// A regular expression that is matched against whole label values, in linear time.
///
/// The patterns come from whoever may ask a server for metrics, so no pattern may hang or crash it.
/// Swift's own `Regex` backtracks: `(a*)*b` on 26 letters took it 34 seconds, twice as long for
/// each further letter. POSIX `regcomp` dies of deeply nested groups and spends seconds and
/// gigabytes on `((a{1,255}){1,255}){1,255}`. Hence this matcher: it follows all ways through the
/// pattern at once, one scalar of the text at a time, so that time grows as pattern times text.
/// Source: K. Thompson, "Regular Expression Search Algorithm", CACM 11(6), 1968; R. Cox, "Regular
/// Expression Matching: the Virtual Machine Approach", 2009.
struct Pattern: Sendable {
  private let program: PatternProgram

  /// Reads a pattern in the syntax that `PatternReader` describes.
  init(_ pattern: String) throws(PatternFault) { program = try PatternProgram(pattern) }

  /// Whether the pattern takes the text whole; the text is UTF-8.
  func matches(_ text: ArraySlice<UInt8>) -> Bool {
    let scalars = String(decoding: text, as: UTF8.self).unicodeScalars
    var machine = PatternMachine(program.instructions)
    machine.enter(0, before: nil, after: scalars.first?.value)
    var rest = scalars[...]
    while let scalar = rest.popFirst()?.value {
      guard machine.isAlive else { return false }
      machine.step(over: scalar, before: rest.first?.value)
    }
    return machine.hasMatched
  }
}

/// The places in a program that are reachable after the text read so far.
private struct PatternMachine {
  private let instructions: [PatternProgram.Instruction]
  /// Instructions that wait for a scalar.
  private var waiting: [Int] = []
  private var previous: [Int] = []
  /// The step at which each instruction was entered last: none is entered twice in one step.
  private var entered: [Int]
  private var stepNumber = 0
  private var pending: [Int] = []
  private(set) var hasMatched = false

  init(_ instructions: [PatternProgram.Instruction]) {
    self.instructions = instructions
    entered = Array(repeating: -1, count: instructions.count)
  }

  var isAlive: Bool { !waiting.isEmpty }

  mutating func step(over scalar: UInt32, before next: UInt32?) {
    swap(&waiting, &previous)
    waiting.removeAll(keepingCapacity: true)
    hasMatched = false
    stepNumber += 1
    for index in previous {
      guard case .scalar(let members) = instructions[index], members.contains(scalar) else {
        continue
      }
      enter(index + 1, before: scalar, after: next)
    }
  }

  /// Follows an instruction to all that wait for a scalar, with a stack of its own: a program may
  /// hold thousands of forks in a row.
  mutating func enter(_ start: Int, before left: UInt32?, after right: UInt32?) {
    pending.append(start)
    while let index = pending.popLast() {
      guard entered[index] != stepNumber else { continue }
      entered[index] = stepNumber
      switch instructions[index] {
      case .scalar: waiting.append(index)
      case .match: hasMatched = true
      case .jump(let target): pending.append(target)
      case .fork(let first, let second): pending += [second, first]
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
