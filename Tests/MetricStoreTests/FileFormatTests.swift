internal import Foundation
internal import MetricModel
internal import MetricOperations
internal import TestSupport
internal import Testing

@testable internal import MetricStore

/// Docs/file-format.md is true: a reader written from it alone finds what the store finds.
@Suite struct FileFormatTests {
  private let folder: TemporaryDirectory

  init() throws { folder = try TemporaryDirectory() }

  @Test func `a reader written from the page finds what the snapshot holds`() async throws {
    let database = Database(at: folder.file("metrics.db"))
    try FormatSample.fill(database)
    try FormatSample.take(into: database)
    let reading: DatabaseReading = try await PageReader.read([database.path])
    #expect(try reading.families.map(\.line).sorted() == familyLines(of: database))
    #expect(try reading.series.map(\.line).sorted() == seriesLines(of: database))
    #expect(reading.own.map(\.generation) == [FormatSample.generation + 1])
    #expect(try reading.free == database.check().free)
    #expect(try database.check().faults == [])
  }

  @Test func `the sample splits the directory and fills the chain of free tables`() async throws {
    let database = Database(at: folder.file("metrics.db"))
    try FormatSample.fill(database)
    let reading: DatabaseReading = try await PageReader.read([database.path])
    #expect(reading.directoryBits > 9)
    #expect(reading.chainedTables > 0)
  }

  @Test func `the reader finds in a journal what was saved`() async throws {
    var journal = UndoJournal(
      databaseSize: 16384, markOffset: 12314, mark: Array(0..<16))
    journal.regions = [
      UndoJournal.Region(offset: 0, bytes: [1, 2, 3]),
      UndoJournal.Region(offset: 8192, bytes: []),
      UndoJournal.Region(offset: 12288, bytes: [0xff]),
    ]
    let path = UndoJournal.path(for: folder.file("metrics.db"))
    try Data(journal.encode()).write(to: URL(fileURLWithPath: path))
    let reading: JournalReading = try await PageReader.read(["--journal", path])
    #expect(reading == JournalReading(journal))
  }

  @Test func `the record of the worked example is one`() async throws {
    let bytes = try FormatPage.bytes(at: 0x1063)
    let (key, value) = (Array(bytes.prefix(20)), Array(bytes.dropFirst(20)))
    let moment = Timestamp(nanoseconds: 1_795_230_531_329_853_585)
    let state = SeriesState(
      kind: .counter, created: moment, updated: moment, value: .number(17))
    #expect(key == Array(#"requests{code="200"}"#.utf8))
    #expect(try SeriesRecord.decode(value, key: key) == state)
    let reading: DatabaseReading.Series = try await PageReader.read(
      ["--record"], input: "\(hexadecimal(key))\n\(hexadecimal(value))\n")
    let series = try SeriesReference(parsing: String(decoding: key, as: UTF8.self))
    #expect(reading.line == seriesLine(series, state))
  }

  @Test func `the hashes in the page are those of the keys`() throws {
    let rows = try FormatPage.hashes()
    #expect(rows.count == 4)
    for (key, hash) in rows { #expect(keyHash(Array(key.utf8)) == hash) }
  }
}

extension FileFormatTests {
  private func familyLines(of database: Database) throws -> [String] {
    try database.snapshot().families.map { entry in
      let family = entry.family
      return familyLine(
        family.name.text, kindText(family.kind, family.isNamedAsSample), family.help, family.unit,
        layoutText(family.layout) + (family.isLoose ? " loose" : ""),
        family.created.nanoseconds)
    }.sorted()
  }

  /// The series that the snapshot names, each as its record says.
  private func seriesLines(of database: Database) throws -> [String] {
    let snapshot = try database.snapshot()
    return try database.update { (transaction) throws(MetricError) in
      var lines: [String] = []
      for (family, table) in snapshot.families {
        for index in 0..<table.count {
          let labels = LabelSet(trustedCanonical: Array(table.labels(index)))
          let state = try transaction.series(RecordKey.series(family.name, labels))
          guard let state, words(of: state.value).first == table.word(index) else { continue }
          lines.append(seriesLine(SeriesReference(name: family.name, labels: labels), state))
        }
      }
      return lines.sorted()
    }
  }
}
