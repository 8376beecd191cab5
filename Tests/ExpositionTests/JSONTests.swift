internal import Exposition
internal import Foundation
internal import MetricModel
internal import TestSupport
internal import Testing

@Suite struct JSONTests {
  @Test func `families, labels, values and times are one line of JSON`() throws {
    let expected =
      #"{"takenAt":1700000100,"families":["#
      + #"{"name":"age_seconds","type":"duration","help":"Since the last backup.","#
      + #""unit":"seconds","series":[{"labels":{},"value":59.75,"created":1700000000.5}]},"#
      + #"{"name":"http_requests","type":"counter","help":"Requests \"served\" \\ in\nall.","#
      + #""unit":"","series":[{"labels":{"code":"200","path":"/a,\"b\"\\\n"},"value":17,"#
      + #""created":1700000000.5},{"labels":{"code":"404"},"value":0.5,"#
      + #""created":1700000000.5}]},"#
      + #"{"name":"odd","type":"unknown","help":"","unit":"","series":["#
      + #"{"labels":{},"value":"NaN","created":1700000000.5}]},"#
      + #"{"name":"temperature_celsius","type":"gauge","help":"","unit":"celsius","series":["#
      + #"{"labels":{},"value":-0.0,"created":1700000000.5},"#
      + #"{"labels":{"room":"hall"},"value":"-Inf","created":1700000000.5}]}]}"# + "\n"
    #expect(try Example.text(.json) == expected)
  }

  @Test func `nothing at all is an empty list of families`() throws {
    let snapshot = MetricSnapshot(takenAt: Example.takenAt, families: [])
    #expect(
      try Example.text(.json, of: snapshot, ExpositionOptions(showsCreated: false))
        == "{\"takenAt\":1700000100,\"families\":[]}\n")
  }

  @Test func `any text in labels and help is read back by a JSON parser`() throws {
    var random = SeededGenerator(for: "JSON")
    for _ in 0..<300 {
      let (help, value) = (random.hostileText(), random.hostileText(count: 1...12))
      let (family, _) = try Example.family("a", .gauge, help: help, [])
      var table = SeriesTable(wordsPerSeries: 1)
      let labels = try LabelSet([("x", value)])
      table.append(labels: labels.canonical[...], word: 0, created: Example.created)
      let snapshot = MetricSnapshot(takenAt: Example.takenAt, families: [(family, table)])
      let bytes = try ExpositionFormat.json.bytes(of: snapshot)
      let document = try JSONDecoder().decode(Document.self, from: Data(bytes))
      #expect(Array(document.families[0].help.utf8) == Array(help.utf8))
      #expect(Array((document.families[0].series[0].labels["x"] ?? "").utf8) == Array(value.utf8))
    }
  }
}

private struct Document: Decodable {
  struct Family: Decodable {
    var help: String
    var series: [Series]
  }
  struct Series: Decodable {
    var labels: [String: String]
  }
  var families: [Family]
}
