public import MetricModel
internal import SystemCalls

extension Database {
  /// One moment of the database: every family and series, sorted. The lock is held only while it
  /// is read into memory.
  ///
  /// `selects` says for each family whether it is wanted and, if so, which labels; nil wants all.
  public func snapshot(
    selecting selection: SeriesSelection = .everything
  ) throws(MetricError) -> MetricSnapshot {
    let database = try openForReading()
    var builder = SnapshotBuilder(selection: selection, takenAt: .now)
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

/// Which families and series a snapshot is to hold.
public struct SeriesSelection: Sendable {
  /// Whether a family of this name and kind is wanted.
  public var wantsFamily: @Sendable (MetricName, MetricKind) -> Bool
  /// Whether a series of a wanted family, with these canonical labels, is; nil takes all.
  public var wantsSeries: (@Sendable (MetricName, MetricKind, ArraySlice<UInt8>) -> Bool)?

  /// A selection by its two questions.
  public init(
    wantsFamily: @escaping @Sendable (MetricName, MetricKind) -> Bool,
    wantsSeries: (@Sendable (MetricName, MetricKind, ArraySlice<UInt8>) -> Bool)?
  ) {
    self.wantsFamily = wantsFamily
    self.wantsSeries = wantsSeries
  }

  /// All there is.
  public static let everything = SeriesSelection(
    wantsFamily: { _, _ in true }, wantsSeries: nil)
}

/// Gathers records, which come in the order of the file, into families.
struct SnapshotBuilder {
  private struct Gathered {
    var nameBytes: [UInt8]
    var name: MetricName
    var kind: MetricKind
    var isWanted: Bool
    var family: MetricFamily?
    var series = SeriesTable(wordsPerSeries: 1)
  }

  private let selection: SeriesSelection
  private let takenAt: Timestamp
  private var gathered: [Gathered] = []
  private var places: [[UInt8]: Int] = [:]
  private var last = 0

  init(selection: SeriesSelection, takenAt: Timestamp) {
    self.selection = selection
    self.takenAt = takenAt
  }

  /// Takes one record.
  mutating func take(
    key: ArraySlice<UInt8>, value: ArraySlice<UInt8>
  ) throws(DatabaseFault) {
    let frame = try RecordFrame(value, key: key)
    if frame.content == .database { return }
    guard let kind = MetricKind(rawValue: frame.kind) else {
      throw .newer(version: Int(RecordFrame.version) + 1)
    }
    if frame.content == .family {
      let place = try place(of: key, kind: kind)
      gathered[place].family = try FamilyRecord.decode(Array(value), name: gathered[place].name)
    } else {
      try takeSeries(key: key, value: value, kind: kind)
    }
  }

  private mutating func takeSeries(
    key: ArraySlice<UInt8>, value: ArraySlice<UInt8>, kind: MetricKind
  ) throws(DatabaseFault) {
    guard let parts = RecordKey.parts(key), value.count == SeriesRecord.length(of: kind) else {
      throw .damaged("record '\(shownKey(key))' is not the series that it should be")
    }
    let place = try place(of: parts.name, kind: kind)
    guard gathered[place].isWanted else { return }
    if let wants = selection.wantsSeries, !wants(gathered[place].name, kind, parts.labels) {
      return
    }
    let (created, word) = value.withUnsafeBytes { bytes in
      (
        Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: Int64.self)),
        UInt64(
          littleEndian: bytes.loadUnaligned(
            fromByteOffset: SeriesRecord.wordsOffset, as: UInt64.self))
      )
    }
    gathered[place].series.append(
      labels: parts.labels, word: word, created: Timestamp(nanoseconds: created))
  }

  private mutating func place(
    of name: ArraySlice<UInt8>, kind: MetricKind
  ) throws(DatabaseFault) -> Int {
    if last < gathered.count, gathered[last].nameBytes.elementsEqual(name) {
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
    gathered.append(
      Gathered(
        nameBytes: bytes, name: valid, kind: kind, isWanted: selection.wantsFamily(valid, kind)))
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
      guard next.isWanted else { continue }
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
