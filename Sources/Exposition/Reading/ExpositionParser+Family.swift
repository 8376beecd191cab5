internal import MetricModel

// Where one family ends and the next begins.
extension ExpositionParser {
  /// Begins a family; refuses one of which lines came before.
  mutating func begin(_ name: [UInt8], at place: Int, line: Int) throws(MetricError) {
    try finishFamily()
    guard name.count <= MetricName.maximumLength else {
      throw text.fault(.nameTooLong(name.count), at: place)
    }
    family = FamilyReading(name: name, line: line, dialect: dialect)
    if finished.has(family.nameText) {
      throw text.fault(.linesApart(family.nameText), at: place)
    }
  }

  /// Begins the family of a sample that has no metadata: its type is unknown.
  mutating func beginUnknown(_ start: Int, _ end: Int) throws(MetricError) {
    let name = Array(text.bytes(start, end))
    if name == family.name {
      throw text.fault(
        .foreignSample(family.nameText, of: family.nameText, family.kind), at: start)
    }
    try begin(name, at: start, line: start)
    if let owner = finished.owner(ofSample: MetricName(trusted: family.nameText)) {
      throw text.fault(.linesApart(owner), at: start)
    }
  }

  /// A gauge of created times, as Prometheus text has them right behind what they are of.
  ///
  /// Source: how prometheus-client and this program write them.
  mutating func noteCreatedTimes() {
    guard family.kind == .gauge, let last = finished.last, last.kind.hasCreated else { return }
    family.holdsCreatedTimes = family.name.elementsEqual((last.name.text + "_created").utf8)
  }

  /// Finishes the family that is being read, if there is one.
  mutating func finishFamily() throws(MetricError) {
    guard !family.name.isEmpty else { return }
    try finishLastSeries()
    finished.note(family.nameText, family)
    if family.holdsCreatedTimes {
      try finished.takeCreatedTimes(family, text)
      return try family.sort(text)
    }
    try family.sort(text)
    let name = canonicalName
    if name.text != family.nameText {
      guard !finished.has(name.text) else {
        throw text.fault(.collision(family.nameText, with: name.text), at: family.line)
      }
      finished.note(name.text, family)
    }
    guard family.layout != nil || !family.kind.hasLayout else { return }
    let made = MetricFamily(
      trustedName: name, kind: family.kind, help: family.help, unit: family.unit,
      layout: family.layout ?? .plain, created: .notGiven)
    let series = family.hasSamples ? family.table : SeriesTable(for: made)
    finished.append(made, series, line: family.line)
  }

  /// Metadata of Prometheus text name a counter as its sample.
  private var canonicalName: MetricName {
    let name = MetricName(trusted: family.nameText)
    return dialect == .prometheus && family.kind == .counter
      ? MetricFamily.canonicalName(name, kind: .counter) : name
  }
}
