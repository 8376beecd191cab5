public import MetricModel
internal import SystemCalls

extension Database {
  /// One moment of the database: every family and series, sorted.
  ///
  /// The lock is held only while it is read into memory.
  ///
  /// It holds what any of the selectors selects, or everything when there is none.
  public func snapshot(of selectors: [Selector] = []) throws(MetricError) -> MetricSnapshot {
    let database = try openForReading()
    var builder = SnapshotBuilder(selectors: selectors, takenAt: .now)
    try RecordScan.run(on: database.table) { (key, value) throws(MetricError) in
      do throws(DatabaseFault) {
        try builder.take(key: key, value: value)
      } catch { throw .database(error, path: path) }
    }
    database.table.file.unlock()
    do throws(DatabaseFault) {
      return try builder.finish()
    } catch { throw .database(error, path: path) }
  }
}

/// Gathers records, which come in the order of the file, into families.
struct SnapshotBuilder {
  private struct Gathered {
    var nameBytes: [UInt8]
    var name: MetricName
    var kind: MetricKind
    /// Tells which series are wanted; nil when none is.
    var matcher: SeriesMatcher?
    var family: MetricFamily?
    var series = SeriesTable(wordsPerSeries: 1)

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
      let place = try place(of: key, kind: kind)
      gathered[place].family = try FamilyRecord.decode(Array(value), name: gathered[place].name)
    } else {
      try takeSeries(key: key, value: value, kind: kind)
    }
  }

  private mutating func takeSeries(
    key: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer, kind: MetricKind
  ) throws(DatabaseFault) {
    guard let parts = RecordKey.parts(key), value.count == SeriesRecord.length(of: kind) else {
      throw .damaged("record '\(shownKey(key))' is not the series that it should be")
    }
    let place = try place(of: parts.name, kind: kind)
    guard isWanted(parts.labels, in: place) else { return }
    gathered[place].series.append(
      labels: parts.labels, word: value.integer(at: SeriesRecord.wordsOffset),
      created: Timestamp(nanoseconds: value.integer(at: 8)))
  }

  private mutating func isWanted(_ labels: UnsafeRawBufferPointer, in place: Int) -> Bool {
    guard let matcher = gathered[place].matcher else { return false }
    return matcher.selectsAll
      || gathered[place].matcher?.matches(canonical: Array(labels)[...]) ?? false
  }

  private mutating func place(
    of name: UnsafeRawBufferPointer, kind: MetricKind
  ) throws(DatabaseFault) -> Int {
    if last < gathered.count, gathered[last].isNamed(name) {
      try checkKind(kind, of: last)
      return last
    }
    if let known = places[Array(name)] {
      last = known
      try checkKind(kind, of: known)
      return known
    }
    let bytes = Array(name)
    guard let valid = try? MetricName(String(decoding: bytes, as: UTF8.self)) else {
      throw .damaged("'\(shownKey(name))' is not a metric's name")
    }
    last = gathered.count
    places[bytes] = last
    let family = MetricFamily(
      trustedName: valid, kind: kind, help: "", unit: "", created: takenAt)
    gathered.append(
      Gathered(
        nameBytes: bytes, name: valid, kind: kind,
        matcher: Selector.matcher(of: selectors, in: family)))
    return last
  }

  private func checkKind(_ kind: MetricKind, of place: Int) throws(DatabaseFault) {
    guard gathered[place].kind == kind else {
      throw .damaged("metric '\(gathered[place].name)' has records of two types")
    }
  }

  /// The snapshot, sorted.
  consuming func finish() throws(DatabaseFault) -> MetricSnapshot {
    var families: [(family: MetricFamily, series: SeriesTable)] = []
    while var next = gathered.popLast() {
      guard next.matcher != nil else { continue }
      guard let family = next.family else {
        throw .damaged("metric '\(next.name)' has series and no declaration")
      }
      next.series.sort()
      families.append((family, next.series))
    }
    families.sort { $0.family.name < $1.family.name }
    return MetricSnapshot(takenAt: takenAt, families: families)
  }
}
