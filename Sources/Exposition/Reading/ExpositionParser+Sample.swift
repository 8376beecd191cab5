internal import MetricModel

// Sample lines.
extension ExpositionParser {
  /// Reads a sample line.
  mutating func readSample() throws(ExpositionFault) {
    let name = try takeName()
    var known = family.role(of: name.start, name.end, text)
    if known == nil { known = try beginFamily(ofSample: name.start, name.end) }
    guard let role = known else { return }
    if !family.hasSamples {
      family.hasSamples = true
      family.noteForm(ofNameOfLength: name.end - name.start)
    }
    if family.skipsSamples { return skipLine() }
    try readSample(role, nameEnd: name.end)
  }

  /// Reads what follows the name of a sample.
  @inline(__always)
  mutating func readSample(_ role: SampleRole, nameEnd: Int) throws(ExpositionFault) {
    var sample = Sample(role: role, line: lineStart)
    skipBlanks()
    try scan.read(&text)
    let own = try readOwnLabel(&sample)
    try scan.write(to: &labels, without: own, text)
    try takeBlankBeforeValue(nameEnd)
    try readValue(&sample)
    try readRest(&sample)
    try take(sample)
  }

  /// The blank behind a name, which may have been read past, or behind braces, where Prometheus
  /// text needs none.
  @inline(__always)
  private mutating func takeBlankBeforeValue(_ nameEnd: Int) throws(ExpositionFault) {
    if dialect == .openmetrics || scan.isBare && text.position == nameEnd {
      try takeBlank()
    } else {
      skipBlanks()
    }
  }

  /// Reads the bound, quantile or state that a sample's own label says, and returns its place.
  @inline(__always)
  private mutating func readOwnLabel(_ sample: inout Sample) throws(ExpositionFault) -> Int? {
    let own = family.ownLabel
    guard !own.isEmpty else { return nil }
    let place = scan.place(of: own, text)
    switch sample.role {
    case .value, .created, .count, .sum:
      guard let place else { return nil }
      let name = String(decoding: own, as: UTF8.self)
      throw text.fault(.labelOnSample(name), at: scan.labels[place].name)
    case .bucket, .quantile, .state: break
    }
    guard let place, scan.labels[place].value < scan.labels[place].valueEnd else {
      let name = String(decoding: own, as: UTF8.self)
      throw text.fault(.labelMissing(name), at: sample.line)
    }
    try read(scan.labels[place], of: &sample)
    return place
  }

  private mutating func read(_ label: LabelSpan, of sample: inout Sample) throws(ExpositionFault) {
    if sample.role == .state {
      sample.state = text.unescaped(label.value, label.valueEnd)
      guard sample.state.count <= MetricName.maximumLength else {
        throw text.fault(.stateTooLong(sample.state.count), at: label.value)
      }
      return
    }
    var value = text
    value.position = label.value
    let number = try? value.number()
    let said = text.string(label.value, label.valueEnd)
    let isWhole = value.position == label.valueEnd
    if sample.role == .bucket {
      guard let number, isWhole, isBound(number, said) else {
        throw text.fault(.bound(said), at: label.value)
      }
      sample.key = number
    } else {
      guard let number, isWhole, isQuantile(number) else {
        throw text.fault(
          dialect == .openmetrics ? .quantile(said) : .quantileNumber(said), at: label.value)
      }
      sample.key = number
    }
  }

  /// OpenMetrics has one way to write the last bound, and no other that is infinite.
  private func isBound(_ number: Double, _ said: String) -> Bool {
    number.isFinite || said == "+Inf" || dialect == .prometheus && !number.isNaN
  }

  private func isQuantile(_ number: Double) -> Bool {
    dialect == .openmetrics ? number >= 0 && number <= 1 : !number.isNaN
  }

  /// Reads what follows the value: timestamp and exemplar, which are checked and left out.
  @inline(__always)
  private mutating func readRest(_ sample: inout Sample) throws(ExpositionFault) {
    if text.byte == UInt8(ascii: "\n") {
      text.position += 1
      return
    }
    try takeBlank()
    if dialect == .prometheus, text.byte == UInt8(ascii: "\n") {
      text.position += 1
      return
    }
    try readTimestampAndExemplar(&sample)
    try takeLineEnd()
  }

  private mutating func readTimestampAndExemplar(_ sample: inout Sample) throws(ExpositionFault) {
    if text.byte != UInt8(ascii: "#") || dialect == .prometheus {
      sample.timestamp = try text.timestamp(dialect)
      guard dialect == .openmetrics, text.byte == UInt8(ascii: " ") else { return }
      text.position += 1
    }
    try readExemplar(of: sample)
  }

  private mutating func readExemplar(of sample: Sample) throws(ExpositionFault) {
    let start = text.position
    guard text.byte == UInt8(ascii: "#") else { throw text.expected(.lineEnd) }
    text.position += 1
    guard sample.role == .bucket || sample.role == .value && family.kind == .counter else {
      throw text.fault(.exemplar, at: start)
    }
    try takeBlank()
    let place = text.position
    guard text.byte == UInt8(ascii: "{") else { throw text.expected(.labels) }
    try exemplarScan.read(&text)
    let characters = exemplarScan.characters(text)
    guard characters <= 128 else { throw text.fault(.exemplarTooLong(characters), at: place) }
    try takeBlank()
    let value = text.position
    let number = try text.number()
    if sample.role == .bucket, !(number <= sample.key) {
      throw text.fault(.exemplarAboveBucket, at: value)
    }
    if text.byte == UInt8(ascii: " ") {
      text.position += 1
      _ = try text.timestamp(dialect)
    }
  }
}
