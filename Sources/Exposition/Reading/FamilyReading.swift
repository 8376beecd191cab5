internal import MetricModel

/// One family while its lines are read: its metadata, and the series that are finished.
struct FamilyReading {
  /// The name as the metadata have it, or that of a sample without metadata; empty for no family.
  let name: [UInt8]
  /// Where its first line begins, and the number of that line.
  let place: Int
  let line: Int
  let dialect: ExpositionDialect
  var kind = MetricKind.unknown
  var help = ""
  var unit = ""
  /// Which of TYPE, UNIT and HELP have come.
  var metadata: Set<MetadataKeyword> = []
  var hasSamples = false
  /// How the samples of a counter of Prometheus text are named, once one has come.
  var counterForm = CounterForm.notSeen
  /// Whether its TYPE could not be read, so that any suffix may be one of its samples'.
  var isOfUnknownType = false
  /// Whether the sample of a counter of Prometheus text is to keep its name: no `_total` is to be
  /// added, another metric has the name without it, or a value is none that a counter can have.
  var isNamedAsSample = false
  /// Whether its samples are the created times of another family.
  var holdsCreatedTimes = false

  /// Whether a line of it broke a rule: it is left out, whatever else comes.
  private(set) var isFaulty = false
  /// Which of the faults says that a series lacked something when its lines ended; nil for none.
  var faultOfEnd: Int?
  /// Whether its lines come again behind those of others, so that its samples are read at the end.
  private(set) var isApart = false
  /// Where its lines stand in Prometheus text.
  var blocks: [Range<Int>] = []
  /// Its place among the families that were read; nil before it was there.
  var index: Int?

  /// Buckets, quantiles or states, once a series has said them: all of them that its series have.
  var layout: MetricFamily.Layout?
  /// Whether its series have different ones, so that they are read at the end.
  var isMixed = false
  /// Whether a series holds what OpenMetrics forbids in its kind.
  var isLoose = false
  /// The series that are finished, in the order of the text.
  var table = SeriesTable(wordsPerSeries: 1)
  /// Where the line of each one's first sample begins.
  private(set) var lines: [Int] = []
  private var isAscending = true

  /// Whether the sample of a counter is named as its family in the text or has `_total` behind it.
  enum CounterForm { case notSeen, bare, total }

  init(name: [UInt8], place: Int, line: Int, dialect: ExpositionDialect) {
    (self.name, self.place, self.line, self.dialect) = (name, place, line, dialect)
  }

  /// No family at all.
  static func none(_ dialect: ExpositionDialect) -> FamilyReading {
    FamilyReading(name: [], place: 0, line: 0, dialect: dialect)
  }

  /// Whether its samples are passed over.
  var skipsSamples: Bool { isFaulty || isApart }

  /// Leaves it out, since a line of it broke a rule.
  mutating func markFaulty() {
    isFaulty = true
    dropSeries()
  }

  /// Forgets that a series lacked something, since more lines come.
  mutating func pardon() {
    isFaulty = false
    faultOfEnd = nil
  }

  /// Puts off the reading of its samples until all of its lines are known.
  mutating func markApart() {
    isApart = true
    dropSeries()
  }

  /// Prepares for reading all samples from the beginning.
  mutating func restart() {
    isApart = false
    let (layout, isMixed) = (layout, isMixed)
    dropSeries()
    // Of what all series have, each says now what it lacks.
    if isMixed { (self.layout, knowsLayout) = (layout, true) }
  }

  /// Whether the layout is known to be whole.
  private(set) var knowsLayout = false

  /// Leaves rows out until it is known what all series have.
  mutating func markMixed() {
    isMixed = true
    table = SeriesTable(wordsPerSeries: 1)
    lines = []
    isAscending = true
  }

  private mutating func dropSeries() {
    (layout, isMixed, knowsLayout, isLoose) = (nil, false, false, false)
    table = SeriesTable(wordsPerSeries: 1)
    lines = []
    isAscending = true
  }

  /// The name as text; it is ASCII.
  var nameText: String { String(decoding: name, as: UTF8.self) }

  /// The name without what a counter's of Prometheus text ends in.
  var baseName: MetricName {
    let name = MetricName(trusted: nameText)
    return dialect == .prometheus && kind == .counter && counterForm != .total
      ? MetricFamily.canonicalName(name, kind: .counter) : name
  }

  /// The label that some samples of this kind have beside those of their series; empty for none.
  var ownLabel: [UInt8] {
    switch kind {
    case .histogram, .gaugehistogram: Self.bound
    case .summary: Self.quantile
    case .stateset: name
    default: []
    }
  }

  private static let bound = Array("le".utf8)
  private static let quantile = Array("quantile".utf8)

  /// Adds a finished series of one word.
  @inline(__always)
  mutating func append(_ series: borrowing SeriesReading, word: UInt64) {
    note(series)
    series.labels.withUnsafeBytes {
      table.append(labels: $0, word: word, created: series.created)
    }
  }

  /// Adds a finished series of as many words as the layout has.
  mutating func append(_ series: borrowing SeriesReading, words: [UInt64]) {
    if lines.isEmpty { table = SeriesTable(wordsPerSeries: words.count) }
    note(series)
    series.labels.withUnsafeBytes { labels in
      words.withUnsafeBytes { table.append(labels: labels, words: $0, created: series.created) }
    }
  }

  /// Notes where a series stands, and whether the series still come in order.
  private mutating func note(_ series: borrowing SeriesReading) {
    if isAscending, !lines.isEmpty {
      isAscending = compare(table.labels(lines.count - 1), series.labels) < 0
    }
    lines.append(series.line)
  }

  /// Puts the series in order; refuses two of the same labels.
  ///
  /// Created times stay as they came: each is looked up by its labels, and its line may be needed.
  mutating func sort(_ text: TextCursor) throws(ExpositionFault) {
    defer { if !holdsCreatedTimes { lines = [] } }
    if isAscending { return }
    var sorted = table
    sorted.sort()
    for index in 1..<sorted.count where sorted.labels(index) == sorted.labels(index - 1) {
      let labels = sorted.labels(index)
      let places = lines.indices.filter { table.labels($0) == labels }
      let said = String(decoding: labels, as: UTF8.self)
      let rule = dialect == .openmetrics ? ExpositionRule.seriesApart(said) : .sampleTwice(said)
      throw text.fault(rule, at: lines[places[1]])
    }
    if !holdsCreatedTimes { table = sorted }
  }
}

/// The order of two texts by their bytes: below 0, 0, or above.
@inline(__always)
func compare(_ left: some RandomAccessCollection<UInt8>, _ right: [UInt8]) -> Int {
  left.withContiguousStorageIfAvailable { left in
    right.withUnsafeBufferPointer { right in
      compare(UnsafeRawBufferPointer(left), UnsafeRawBufferPointer(right))
    }
  } ?? 0
}

/// The same for bytes that are lent, eight at a time.
func compare(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int {
  let shared = min(left.count, right.count)
  var place = 0
  while place + 8 <= shared {
    let one = left.loadUnaligned(fromByteOffset: place, as: UInt64.self)
    let other = right.loadUnaligned(fromByteOffset: place, as: UInt64.self)
    if one != other { return one.bigEndian < other.bigEndian ? -1 : 1 }
    place += 8
  }
  while place < shared {
    if left[place] != right[place] { return left[place] < right[place] ? -1 : 1 }
    place += 1
  }
  return left.count - right.count
}
