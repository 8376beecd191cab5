internal import MetricModel

/// Gathers records, which come in the order of the file, into families.
struct SnapshotBuilder {
  private struct Gathered {
    var nameBytes: [UInt8]
    var name: MetricName
    /// The byte of their frames that says the kind.
    var kindByte: UInt8
    /// Tells which series are wanted; nil when none is.
    var matcher: SeriesMatcher?
    var family: MetricFamily?
    /// Its rows have as many words as the first record; that its family says the same is seen at the
    /// end.
    var series: SeriesTable?

    func isNamed(_ bytes: UnsafeRawBufferPointer) -> Bool {
      nameBytes.count == bytes.count
        && nameBytes.withUnsafeBytes { zip($0, bytes).allSatisfy { $0 == $1 } }
    }
  }

  private let selectors: [Selector]
  private let takenAt: Timestamp
  private var gathered: [Gathered] = []
  private var places: [[UInt8]: Int] = [:]
  private var last = 0

  init(selectors: [Selector], takenAt: Timestamp) {
    self.selectors = selectors
    self.takenAt = takenAt
  }

  /// Takes one record.
  mutating func take(
    key: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer
  ) throws(DatabaseFault) {
    let frame = try RecordFrame(value, key: key)
    if frame.content == .database { return }
    let kind = try SeriesRecord.kind(of: frame)
    if frame.content == .family {
      let place = try place(of: key, kind: kind, frame)
      gathered[place].family = try FamilyRecord.decode(Array(value), name: gathered[place].name)
    } else {
      try takeSeries(key: key, value: value, kind: kind, frame)
    }
  }

  private mutating func takeSeries(
    key: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer, kind: MetricKind,
    _ frame: RecordFrame
  ) throws(DatabaseFault) {
    let words = (value.count - SeriesRecord.wordsOffset) / 8
    guard let parts = RecordKey.parts(key), SeriesRecord.isLength(value.count, of: kind) else {
      throw .damaged("record '\(shownKey(key))' is not the series that it should be")
    }
    let place = try place(of: parts.name, kind: kind, frame)
    guard isWanted(parts.labels, in: place) else { return }
    if gathered[place].series == nil {
      gathered[place].series = SeriesTable(wordsPerSeries: words)
    }
    let created = Timestamp(nanoseconds: value.integer(at: 8))
    if words == 1 {
      gathered[place].series?.append(
        labels: parts.labels, word: value.integer(at: SeriesRecord.wordsOffset), created: created)
    } else if gathered[place].series?.wordsPerSeries == words {
      let words = SeriesWords.plain(value)
      words.withUnsafeBytes {
        gathered[place].series?.append(labels: parts.labels, words: $0, created: created)
      }
    } else {
      throw .damaged("record '\(shownKey(key))' has another length than its like")
    }
  }

  private mutating func isWanted(_ labels: UnsafeRawBufferPointer, in place: Int) -> Bool {
    guard let matcher = gathered[place].matcher else { return false }
    return matcher.selectsAll
      || gathered[place].matcher?.matches(canonical: Array(labels)[...]) ?? false
  }

  private mutating func place(
    of name: UnsafeRawBufferPointer, kind: MetricKind, _ frame: RecordFrame
  ) throws(DatabaseFault) -> Int {
    if last < gathered.count, gathered[last].isNamed(name) {
      try checkKind(frame.kindByte, of: last)
      return last
    }
    if let known = places[Array(name)] {
      last = known
      try checkKind(frame.kindByte, of: known)
      return known
    }
    let bytes = Array(name)
    guard let valid = try? MetricName(String(decoding: bytes, as: UTF8.self)) else {
      throw .damaged("'\(shownKey(name))' is not a metric's name")
    }
    last = gathered.count
    places[bytes] = last
    let family = MetricFamily(
      trustedName: valid, kind: kind, help: "", unit: "",
      isNamedAsSample: frame.isNamedAsSample, created: takenAt)
    gathered.append(
      Gathered(
        nameBytes: bytes, name: valid, kindByte: frame.kindByte,
        matcher: Selector.matcher(of: selectors, in: family)))
    return last
  }

  private func checkKind(_ kindByte: UInt8, of place: Int) throws(DatabaseFault) {
    guard gathered[place].kindByte == kindByte else {
      throw .damaged("metric '\(gathered[place].name)' has records of two types")
    }
  }

  /// Takes the families of the series that were taken without them from an earlier snapshot.
  mutating func takeFamilies(of earlier: MetricSnapshot) throws(DatabaseFault) {
    for place in gathered.indices where gathered[place].family == nil {
      guard let index = earlier.index(of: gathered[place].name) else { continue }
      let family = earlier.families[index].family
      try checkKind(RecordFrame.kindByte(of: family), of: place)
      gathered[place].family = family
    }
  }

  /// The snapshot, sorted.
  consuming func finish() throws(DatabaseFault) -> MetricSnapshot {
    var families: [(family: MetricFamily, series: SeriesTable)] = []
    while let next = gathered.popLast() {
      guard next.matcher != nil else { continue }
      guard let family = next.family else {
        throw .damaged("metric '\(next.name)' has series and no declaration")
      }
      families.append((family, try Self.table(of: family, next.series)))
    }
    families.sort { $0.family.name < $1.family.name }
    return MetricSnapshot(takenAt: takenAt, families: families)
  }

  /// The table of a family as a snapshot has it: sorted, a summary's sketches made quantiles.
  private static func table(
    of family: MetricFamily, _ gathered: consuming SeriesTable?
  ) throws(DatabaseFault) -> SeriesTable {
    let empty = SeriesTable(for: family)
    guard var table = gathered else { return empty }
    gathered = nil
    if family.kind == .summary, !family.layout.quantiles.isEmpty {
      table = try SeriesWords.withQuantiles(table, of: family)
    }
    guard table.wordsPerSeries == empty.wordsPerSeries else {
      throw .damaged("the series of '\(family.name)' are not what its declaration says")
    }
    table.sort()
    return table
  }
}
