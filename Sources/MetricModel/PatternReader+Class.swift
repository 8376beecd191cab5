extension PatternReader {
  /// The class after a `[`, up to and with its `]`.
  mutating func readClass() throws(PatternFault) -> ScalarClass {
    var result = ScalarClass(ignoresCase: ignoresCase)
    result.isNegated = take("^")
    var isFirst = true
    while isFirst || !take("]") {
      isFirst = false
      guard peek() != nil else { throw PatternFault("a '[' without its ']'") }
      if peek() == "[", position + 1 < scalars.count, scalars[position + 1] == ":" {
        throw PatternFault("classes like [:alpha:] are not supported")
      }
      let member = try readMember()
      guard let lower = member.single, let upper = try readUpperEnd() else {
        result.insert(member)
        continue
      }
      guard lower <= upper else { throw PatternFault("a range whose end comes first") }
      result.insert(lower...upper)
    }
    return result
  }

  /// The end of a range whose beginning was just read, or nil when there is no range.
  private mutating func readUpperEnd() throws(PatternFault) -> UInt32? {
    guard peek() == "-", position + 1 < scalars.count, scalars[position + 1] != "]" else {
      return nil
    }
    position += 1
    guard let upper = try readMember().single else {
      throw PatternFault("a range that ends in a class")
    }
    return upper
  }

  private mutating func readMember() throws(PatternFault) -> ScalarClass {
    let scalar = scalars[position]
    position += 1
    guard scalar == "\\" else { return literal(scalar) }
    guard case .scalar(let members) = try readEscape() else {
      throw PatternFault("a place such as \\b inside a class")
    }
    return members
  }
}

extension ScalarClass {
  /// The one scalar that the class holds, or nil.
  var single: UInt32? {
    guard !isNegated, ranges.count == 1, ranges[0].count == 1 else { return nil }
    return ranges[0].lowerBound
  }
}
