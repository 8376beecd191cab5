/// A pattern as instructions for `Pattern`.
///
/// ```
/// a(b|c)*   0: scalar a
///           1: fork 2, 6
///           2: fork 3, 4
///           3: scalar b ... jump 1
///           4: scalar c ... jump 1
///           6: match
/// ```
/// Its length is bounded, for matching takes length times text.
struct PatternProgram: Sendable {
  enum Instruction: Sendable {
    /// Take one scalar of the class that stands in that place of `classes`, and go on.
    case scalar(Int)
    /// Go on in both places.
    case fork(Int, Int)
    case jump(Int)
    /// Go on only if the condition holds here.
    case place(PatternPlace)
    case match
  }

  /// The most instructions: `(a{1000}){1000}` is refused, an alternation of a thousand words fits.
  ///
  /// The worst that is left, `((.*){80}){80}b` on a label value of 64 KiB, takes 6 seconds.
  static let maximumLength = 20_000

  private(set) var instructions: [Instruction] = []
  private(set) var classes: [ScalarClass] = []
  /// The ASCII part of each class.
  private(set) var asciiClasses: [ASCIIScalars] = []
  /// Nodes compiled, repetitions counted each: bounds the work that emits no instruction.
  private var effort = 0

  init(_ pattern: String) throws(PatternFault) {
    var reader = PatternReader(pattern)
    try emit(try reader.read())
    instructions.append(.match)
  }

  /// Whether the class that stands in a place of `classes` holds a scalar.
  func contains(_ scalar: UInt32, class place: Int) -> Bool {
    scalar < 128 ? asciiClasses[place].contains(scalar) : classes[place].contains(scalar)
  }

  private mutating func emit(_ node: PatternNode) throws(PatternFault) {
    effort += 1
    guard max(effort, instructions.count) <= Self.maximumLength else {
      throw PatternFault("the pattern is too large")
    }
    switch node {
    case .scalar(let members):
      instructions.append(.scalar(classes.count))
      classes.append(members)
      asciiClasses.append(ASCIIScalars(of: members))
    case .place(let place): instructions.append(.place(place))
    case .sequence(let nodes): for node in nodes { try emit(node) }
    case .choice(let nodes): try emitChoice(nodes)
    case .repeated(let node, let minimum, let maximum):
      for _ in 0..<minimum { try emit(node) }
      if let maximum {
        try emitOptional(node, times: maximum - minimum)
      } else {
        try emitLoop(node)
      }
    }
  }

  private mutating func emitChoice(_ nodes: [PatternNode]) throws(PatternFault) {
    var ends: [Int] = []
    for (index, node) in nodes.enumerated() {
      guard index < nodes.count - 1 else {
        try emit(node)
        break
      }
      let fork = instructions.count
      instructions.append(.fork(fork + 1, fork + 1))
      try emit(node)
      ends.append(instructions.count)
      instructions.append(.match)
      instructions[fork] = .fork(fork + 1, instructions.count)
    }
    for end in ends { instructions[end] = .jump(instructions.count) }
  }

  private mutating func emitOptional(_ node: PatternNode, times: Int) throws(PatternFault) {
    var forks: [Int] = []
    for _ in 0..<times {
      forks.append(instructions.count)
      instructions.append(.match)
      try emit(node)
    }
    for fork in forks { instructions[fork] = .fork(fork + 1, instructions.count) }
  }

  private mutating func emitLoop(_ node: PatternNode) throws(PatternFault) {
    let fork = instructions.count
    instructions.append(.match)
    try emit(node)
    instructions.append(.jump(fork))
    instructions[fork] = .fork(fork + 1, instructions.count)
  }
}
