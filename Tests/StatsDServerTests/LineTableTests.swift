internal import Foundation
internal import StatsDServer
internal import TestSupport
internal import Testing

/// The lines that the manual lists, each with what the manual says of it.
@Suite("The manual's table of StatsD lines")
struct LineTableTests {
  struct Line: Sendable, CustomStringConvertible {
    let text: String
    /// What is in the database after the line alone: samples as OpenMetrics has them.
    let samples: [String]
    /// What is said of it; nil when nothing is.
    let reason: String?

    init(_ text: String, _ samples: String..., reason: String? = nil) {
      (self.text, self.samples, self.reason) = (text, samples, reason)
    }

    var description: String { text }
  }

  static let lines = [
    Line("n:1|c:2|c", "n_total 3"),
    Line(
      "n:5|ms:6|ms|@0.5:7|ms", #"n_seconds_bucket{le="0.001"} 0"#,
      #"n_seconds_bucket{le="0.01"} 4"#, #"n_seconds_bucket{le="0.1"} 4"#,
      #"n_seconds_bucket{le="1.0"} 4"#, #"n_seconds_bucket{le="10.0"} 4"#,
      #"n_seconds_bucket{le="100.0"} 4"#, #"n_seconds_bucket{le="+Inf"} 4"#, "n_seconds_count 4",
      "n_seconds_sum 0.024"),
    Line("n:1:2:3|c", "n_total 6"),
    Line("n:1|c:2|c|#a:1", #"n_total{a="1"} 3"#),
    Line("n:1::3|c", "n_total 4"),
    Line("n:1:x:3|c", "n_total 4", reason: "the value 'x' is not a finite number"),
    Line("n:1|c:x|c:3|c", "n_total 4", reason: "the value 'x' is not a finite number"),
    Line("n:3:-1|c", "n_total 3", reason: "the value '-1' is below 0"),
    Line(
      "n:1|c:2|c|@bar", "n_total 1",
      reason: "the sample rate 'bar' is not above 0 and at most 1"),
    Line("n:1|c:2", "n_total 1", reason: "the type is missing (name:value|type)"),
    Line("n:1|c|#a:1,a:1", #"n_total{a="1"} 1"#),
    Line("n:1|c|#a:1,a:2", #"n_total{a="2"} 1"#),
    Line("n:1|c|#a.b:1,a_b:2", #"n_total{a_b="2"} 1"#),
    Line("n:1|c|#a:1,#b:2", #"n_total{a="1",b="2"} 1"#),
    Line("n:1|c|#a", #"n_total{a="true"} 1"#),
    Line("n:1|c|#a:,b:1", #"n_total{b="1"} 1"#),
    Line("n:1|c|#__a:1", #"n_total{_a="1"} 1"#),
    Line("n:1|c|#:1", reason: "the tag ':1' has no name"),
    Line("n:1|c|#le:1", #"n_total{le="1"} 1"#),
    Line("n:1|g|#quantile:1", #"n{quantile="1"} 1"#),
    Line("n:1|c|@0", reason: "the sample rate '0' is not above 0 and at most 1"),
    Line("n:1|c|@bar", reason: "the sample rate 'bar' is not above 0 and at most 1"),
    Line("n:1|c|@2", reason: "the sample rate '2' is not above 0 and at most 1"),
    Line("n:4|g|@0.5", "n 4"),
    Line("n:x|s|@0.5", "n 1"),
    Line("n:5|g:-2|g", "n 3"),
    Line("n:-1|c", reason: "the value '-1' is below 0"),
    Line("n:-1|ms", reason: "the value '-1' is below 0"),
    Line("n:+Inf|g", reason: "the value '+Inf' is not a finite number"),
    Line("n:NaN|g", reason: "the value 'NaN' is not a finite number"),
    Line("n:1|c|T1656581400", "n_total 1"),
    Line("n:1|c|c:83c0a99c", "n_total 1"),
    Line("n:1|c|e:pod", "n_total 1"),
    Line("n:1|c|card:low", "n_total 1"),
    Line(":1|c", reason: "the name is missing"),
    Line("n|c", reason: "the value is missing (name:value|type)"),
    Line("n:|c", reason: "the value is missing (name:value|type)"),
    Line("n:1", reason: "the type is missing (name:value|type)"),
    Line("n:1|kv", reason: "the type 'kv' is none of c, g, ms, h, d and s"),
    Line("_e{5,4}:title|text", reason: "it is an event, which is no metric"),
    Line("_sc|agent|0", reason: "it is a service check, which is no metric"),
  ]

  @Test("A line comes to what the manual says, and what is dropped is named", arguments: lines)
  func line(_ line: Line) throws {
    let receiving = try Receiving()
    try receiving.send(line.text)
    let samples = try receiving.received(orNothing: "").split(separator: "\n")
      .filter { !$0.hasPrefix("#") }
    #expect(samples.map(String.init) == line.samples)
    let extent = line.samples.isEmpty ? "" : " in part"
    let expected = line.reason.map {
      ["warning: StatsD line '\(line.text)' is dropped\(extent): \($0)"]
    }
    #expect(receiving.log == expected ?? [])
    let counts = receiving.counts
    #expect(counts.waiting == 0)
    #expect(counts.lines - counts.taken == (line.reason == nil ? 0 : 1))
    #expect(counts.events == (line.text.hasPrefix("_e") ? 1 : 0))
    #expect(counts.serviceChecks == (line.text.hasPrefix("_sc") ? 1 : 0))
  }

  @Test("The manual lists these lines, and no other")
  func manual() throws {
    let page = try String(contentsOfFile: "Docs/metricctl.1", encoding: .utf8)
    let marks = page.components(separatedBy: ".\\\" Lines of StatsD\n")
    try #require(marks.count == 3, "the manual has no such table")
    let items = marks[1].split(separator: "\n").filter { $0.hasPrefix(".It Li ") }
    let listed = items.flatMap {
      $0.dropFirst(".It Li ".count).components(separatedBy: " , ")
    }
    #expect(listed == Self.lines.map(\.text))
  }

  @Test("Bytes that are not UTF-8 become _ in a name, are a value of a set, and no tag's value")
  func bytes() throws {
    let receiving = try Receiving()
    try receiving.send([
      [0x6e, 0xff] + Array(":1|c".utf8), Array("s:".utf8) + [0xff] + Array("|s".utf8),
      Array("n:1|c|#a:".utf8) + [0xff], Array("n:1|c|#".utf8) + [0xff] + Array(":b".utf8),
    ])
    let samples = try receiving.received().split(separator: "\n").filter { !$0.hasPrefix("#") }
    #expect(samples == [#"n_total{_="b"} 1"#, "n__total 1", "s 1"])
    #expect(
      receiving.log == [
        "warning: StatsD line 'n:1|c|#a:\u{fffd}' is dropped: the tag 'a:\u{fffd}' is not UTF-8"
      ])
  }
}
