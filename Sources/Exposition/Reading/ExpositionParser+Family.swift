internal import MetricModel

// Where one family ends and the next begins.
extension ExpositionParser {
  /// Begins the family that metadata name, or takes it up again.
  mutating func begin(_ name: [UInt8], at place: Int) throws(ExpositionFault) {
    closeFamily()
    if let index = finished.index(of: String(decoding: name, as: UTF8.self)) {
      return try takeUp(index, at: place)
    }
    family = FamilyReading(name: name, place: lineStart, line: lineNumber, dialect: dialect)
    guard name.count <= MetricName.maximumLength else {
      throw text.fault(.nameTooLong(name.count), at: place)
    }
  }

  /// Finds the family of a sample that is none of the present one's; without metadata it is
  /// unknown.
  mutating func beginFamily(
    ofSample start: Int, _ end: Int
  ) throws(ExpositionFault) -> SampleRole {
    let name = Array(text.bytes(start, end))
    let isOwn = name == family.name || family.mayOwn(name)
    if !isOwn {
      if let owner = finished.owner(ofSample: name) {
        closeFamily()
        try takeUp(owner, at: start)
      } else {
        try begin(name, at: start)
      }
    }
    guard let role = family.role(of: start, end, text) else {
      // Whatever it is, a family that is left out takes it along.
      if family.isFaulty { return .value }
      let said = String(decoding: name, as: UTF8.self)
      throw text.fault(.foreignSample(said, of: family.nameText, family.kind), at: start)
    }
    return role
  }

  /// Goes on with a family whose lines came before.
  ///
  /// Only Prometheus text may have them apart.
  private mutating func takeUp(_ index: Int, at place: Int) throws(ExpositionFault) {
    family = finished.take(index)
    blockStart = lineStart
    if dialect == .prometheus, let fault = family.faultOfEnd {
      faults[fault] = nil
      family.pardon()
    }
    if family.isFaulty { return }
    guard dialect == .prometheus else {
      throw text.fault(.linesApart(family.nameText), at: place)
    }
    family.markApart()
  }

  /// Ends the family that is being read, if there is one.
  mutating func closeFamily() {
    defer { blockStart = lineStart }
    guard !family.name.isEmpty else { return }
    if dialect == .prometheus || family.kind.hasLayout {
      family.blocks.append(blockStart..<lineStart)
    }
    if !family.skipsSamples { finishSeries() }
    finished.put(family)
    family = .none(dialect)
  }

  /// Checks the last series of the present family, and puts all of them in order.
  private mutating func finishSeries() {
    do throws(ExpositionFault) {
      try finishLastSeries()
      try family.sort(text)
    } catch {
      family.faultOfEnd = faults.count
      blame(error)
    }
  }

  /// A gauge of created times, as Prometheus text has them right behind what they are of.
  ///
  /// Source: how prometheus-client and this program write them.
  mutating func noteCreatedTimes() {
    guard family.kind == .gauge, let last = finished.last, last.kind.hasCreated else { return }
    // A counter that keeps its sample's name has no created times.
    if last.kind == .counter, last.counterForm != .total, last.baseName.text == last.nameText {
      return
    }
    family.holdsCreatedTimes = family.name.elementsEqual((last.baseName.text + "_created").utf8)
  }
}

// What is read again when the whole text is known.
extension ExpositionParser {
  /// Reads the samples of families whose lines stand apart, and of those whose series differ.
  mutating func readFamiliesAgain() {
    for index in finished.indices where !finished[index].isFaulty {
      if finished[index].isApart { readAgain(index) }
      if finished[index].isMixed { readAgain(index) }
    }
  }

  /// Reads all samples of a family again, in the order of the text.
  mutating func readAgain(_ index: Int) {
    family = finished.take(index)
    family.restart()
    for block in family.blocks {
      text.position = block.lowerBound
      while text.position < block.upperBound, !family.isFaulty {
        do throws(ExpositionFault) { try readLineAgain() } catch { blame(error) }
      }
    }
    if !family.isFaulty { finishSeries() }
    finished.put(family)
    family = .none(dialect)
  }

  private mutating func readLineAgain() throws(ExpositionFault) {
    lineStart = text.position
    skipBlanks()
    guard isNameStart(text.byte) || text.byte == UInt8(ascii: ":") else { return skipLine() }
    let name = try takeName()
    guard let role = family.role(of: name.start, name.end, text) else { return skipLine() }
    try readSample(role, nameEnd: name.end)
  }
}
