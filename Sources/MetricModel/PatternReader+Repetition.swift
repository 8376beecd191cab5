extension PatternReader {
  /// The atom together with the `*`, `+`, `?` or `{m,n}` that follows it.
  mutating func readRepetition(of atom: PatternNode) throws(PatternFault) -> PatternNode {
    guard let (minimum, maximum) = try readCounts() else { return atom }
    _ = take("?")
    let next = position
    if try readCounts() != nil {
      position = next
      throw PatternFault("one repetition directly after another")
    }
    return .repeated(atom, minimum: minimum, maximum: maximum)
  }

  private mutating func readCounts() throws(PatternFault) -> (minimum: Int, maximum: Int?)? {
    if take("*") { return (0, nil) }
    if take("+") { return (1, nil) }
    if take("?") { return (0, 1) }
    guard let (minimum, maximum) = readBraces() else { return nil }
    guard max(minimum, maximum ?? minimum) <= Self.mostRepetitions else {
      throw PatternFault("more than \(Self.mostRepetitions) repetitions")
    }
    guard minimum <= maximum ?? minimum else { throw PatternFault("repetitions out of order") }
    return (minimum, maximum)
  }

  /// `{m}`, `{m,}` or `{m,n}`; a brace that begins none of these stands for itself, as in RE2.
  private mutating func readBraces() -> (minimum: Int, maximum: Int?)? {
    let start = position
    guard take("{"), let minimum = readCount() else {
      position = start
      return nil
    }
    var maximum: Int? = minimum
    if take(",") { maximum = readCount() }
    guard take("}") else {
      position = start
      return nil
    }
    return (minimum, maximum)
  }

  /// A count, kept small enough not to overflow; whether it is allowed is asked later.
  private mutating func readCount() -> Int? {
    var count: Int?
    while let next = peek(), ("0"..."9").contains(next) {
      count = min((count ?? 0) * 10 + Int(next.value - 48), 1_000_000)
      position += 1
    }
    return count
  }
}
