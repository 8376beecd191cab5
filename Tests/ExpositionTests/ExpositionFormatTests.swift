internal import Exposition
internal import MetricModel
internal import Testing

@Suite struct ExpositionFormatTests {
  @Test func `a format is named by its word`() throws {
    for format in ExpositionFormat.allCases {
      #expect(try ExpositionFormat(word: format.word) == format)
    }
  }

  @Test func `an unknown word is refused and the known ones are shown`() {
    let error = #expect(throws: MetricError.self) { try ExpositionFormat(word: "JSON") }
    #expect(
      error?.description == "e_inval: --format takes one of openmetrics, prometheus, json, csv, "
        + "table, graphite, influx, not 'JSON'")
  }

  @Test(arguments: ExpositionFormat.allCases)
  func `text leaves in pieces and is the same as the whole`(format: ExpositionFormat) throws {
    let series = (0..<5_000).map { ("i=\($0)", Double($0).bitPattern) }
    let snapshot = MetricSnapshot(
      takenAt: Example.takenAt,
      families: [try Example.family("requests", .counter, help: "", series)])
    let pieces = Pieces()
    var sink = TextSink { piece throws(MetricError) in pieces.all.append(Array(piece)) }
    try format.write(snapshot, to: &sink)
    #expect(pieces.all.count > 1)
    #expect(pieces.all.allSatisfy { $0.count < TextSink.pieceLength + 1_000 })
    #expect(try Array(pieces.all.joined()) == format.bytes(of: snapshot))
  }

  @Test(arguments: ExpositionFormat.allCases)
  func `an error of the receiver ends the writing`(format: ExpositionFormat) throws {
    let series = (0..<20_000).map { ("i=\($0)", Double($0).bitPattern) }
    let snapshot = MetricSnapshot(
      takenAt: Example.takenAt,
      families: [try Example.family("requests", .counter, help: "", series)])
    let pieces = Pieces()
    let refusal = MetricError.failure(.write, errno: 28, path: "out")
    var sink = TextSink { piece throws(MetricError) in
      pieces.all.append(Array(piece))
      throw refusal
    }
    do {
      try format.write(snapshot, to: &sink)
      Issue.record("the error was lost")
    } catch { #expect(error == refusal) }
    #expect(pieces.all.count == 1)
  }
}

private final class Pieces {
  var all: [[UInt8]] = []
}
