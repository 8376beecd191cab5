internal import Foundation
internal import MetricModel
internal import TestSupport
internal import Testing

@testable internal import MetricStore

/// The reader that was written from Docs/file-format.md alone.
enum PageReader {
  /// Runs it and decodes what it prints.
  static func read<Reading: Decodable>(_ arguments: [String], input: String = "") async throws
    -> Reading
  {
    let script = FormatPage.root + "/Tests/MetricStoreTests/Readers/read_database.py"
    let result = try await Command.run("python3", [script] + arguments, input: input)
    try #require(result.status == 0, "\(result.error)")
    return try JSONDecoder().decode(Reading.self, from: Data(result.output.utf8))
  }
}

/// What the reader finds in a database.
struct DatabaseReading: Decodable {
  struct Own: Decodable {
    var identity: String
    var generation: Int
  }

  struct Family: Decodable {
    var name, kind, help, unit, layout: String
    var created: Int64

    var line: String { familyLine(name, kind, help, unit, layout, created) }
  }

  struct Series: Decodable {
    var name, kind, words: String
    var labels: [[String]]
    var created, updated: Int64

    var line: String { seriesLine(name, kind, labels.flatMap(\.self), created, updated, words) }
  }

  var directoryBits, chainedTables, free: Int
  var own: [Own]
  var families: [Family]
  var series: [Series]
}

/// What the reader finds in a journal.
struct JournalReading: Decodable, Equatable {
  struct Region: Decodable, Equatable {
    var offset: Int
    var bytes: String
  }

  var databaseSize, markOffset: Int
  var mark: String
  var regions: [Region]

  /// What it should find.
  init(_ journal: UndoJournal) {
    databaseSize = journal.databaseSize
    markOffset = journal.markOffset
    mark = hexadecimal(journal.mark)
    regions = journal.regions.map { Region(offset: $0.offset, bytes: hexadecimal($0.bytes)) }
  }
}

/// A family as one line; texts in hexadecimal, for `String` takes two normal forms as one.
func familyLine(
  _ name: String, _ kind: String, _ help: String, _ unit: String, _ layout: String,
  _ created: Int64
) -> String {
  "\(name) \(kind) \(hexadecimal(help.utf8)) \(unit) [\(layout)] \(created)"
}

/// A kind as the reader prints it.
func kindText(_ kind: MetricKind, _ isNamedAsSample: Bool) -> String {
  kind.word + (isNamedAsSample ? " named as its sample" : "")
}

/// Buckets, quantiles or states as the reader prints them.
func layoutText(_ layout: MetricFamily.Layout) -> String {
  let numbers = (layout.bounds + layout.quantiles).map { hexadecimal($0.bitPattern) }
  return (numbers + layout.states.map { hexadecimal($0.utf8) }).joined(separator: " ")
}

/// A series as one line.
func seriesLine(_ series: SeriesReference, _ state: SeriesState) -> String {
  seriesLine(
    series.name.text, kindText(state.kind, state.isNamedAsSample),
    series.labels.labels.flatMap { [$0.name, $0.value] },
    state.created.nanoseconds, state.updated.nanoseconds,
    words(of: state.value).map { hexadecimal($0) }.joined())
}

func seriesLine(
  _ name: String, _ kind: String, _ labels: [String], _ created: Int64, _ updated: Int64,
  _ words: String
) -> String {
  let texts = labels.map { hexadecimal($0.utf8) }.joined(separator: " ")
  return "\(name) \(kind) \(texts) \(created) \(updated) \(words)"
}

/// The words that a record keeps a value as.
func words(of value: MetricValue) -> [UInt64] {
  switch value {
  case .number(let number): [number.bitPattern]
  case .start(let start): [UInt64(bitPattern: start.nanoseconds)]
  case .states(let mask): [mask]
  case .histogram(let histogram): [histogram.sum.bitPattern] + histogram.counts
  case .summary(let summary):
    [summary.count, summary.sum.bitPattern] + summary.imported.map(\.bitPattern)
      + (summary.sketch.map(words) ?? [])
  }
}

private func words(of sketch: QuantileSketch) -> [UInt64] {
  let scale = UInt64(UInt32(bitPattern: Int32(sketch.scale)))
  let first = UInt64(UInt32(bitPattern: Int32(sketch.first)))
  return [scale | first << 32, sketch.zeros] + sketch.counts
}

func hexadecimal(_ word: UInt64) -> String {
  hexadecimal(withUnsafeBytes(of: word.bigEndian) { Array($0) })
}

func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}
