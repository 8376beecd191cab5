internal import MetricModel
internal import StatsDServer
internal import TestSupport
internal import Testing

@Suite("Limits of StatsD")
struct LimitTests {
  private func options(
    maxSeries: Int = 100_000, maxLineBytes: Int = 8_192, maxSetBytes: Int = 1 << 20
  ) -> StatsDOptions {
    StatsDOptions(
      flushIntervalSeconds: 3_600, maxSeries: maxSeries, maxLineBytes: maxLineBytes,
      maxSetBytes: maxSetBytes)
  }

  @Test("Lines for more series than allowed are dropped; known series go on, however written")
  func series() throws {
    let receiving = try Receiving(options: options(maxSeries: 3))
    try receiving.send(
      "a:1|c\nb:1|g\na:1|c|#x:1\nb:1|c\nc:1|c\nd:1|ms\na:1|c|#x:2\na_total:1|c\nb:2|g\na:1|c|#x:1,")
    let text = try receiving.received()
    #expect(text.contains("\na_total 2\na_total{x=\"1\"} 2\n") && text.contains("\nb 2\n"))
    let counts = receiving.counts
    #expect(counts.series == 3)
    #expect(counts.overLimit == 4)
    #expect(counts.taken == 6)
    #expect(
      receiving.log.first
        == "warning: StatsD line 'b:1|c' is dropped: there are 3 series already (--max-series)")
    #expect(receiving.log.count == 4)
  }

  @Test("Series of which the database takes nothing keep no others out, and leave nothing behind")
  func uselessSeries() throws {
    let receiving = try Receiving(
      options: StatsDOptions(flushIntervalSeconds: 0.01, maxSeries: 2),
      declaring: ["declare level gauge Level", "declare hits counter Hits"])
    try receiving.receiver.start()
    var sent = 0
    for round in 0..<3 {
      for line in ["hits:7|h", "hits:x|s", "hits:7|g", "level:7|c"] {
        try receiving.send("\(line)|#n:\(round)\n\(line)|#n:\(round + 1)")
        sent += 2
        try receiving.wait { receiving.counts.conflicts == sent && receiving.counts.series == 0 }
      }
    }
    for (round, lines) in ["users:a|s\nusers:b|s\nsize:3|h", "level:5|g\nusers:c|s"].enumerated() {
      try receiving.send(lines)
      try receiving.wait { receiving.counts.taken == 3 + round }
    }
    try receiving.receiver.stop()
    let text = try receiving.text()
    #expect(receiving.counts.overLimit == 1)
    #expect(text.contains("\nsize_count 1\nsize_sum 3\n"), "\(text)")
    #expect(!text.contains("\nlevel "))
  }

  @Test("A line longer than allowed is a bad line, told of by its beginning")
  func lineLength() throws {
    let receiving = try Receiving(options: options(maxLineBytes: 200))
    let name = String(repeating: "n", count: 196)
    try receiving.send("\(name):1|c\n\(name):22|c\nhits:1|c")
    #expect(try receiving.received().contains("\n\(name)_total 1\n"))
    #expect(receiving.counts.badLines == 1)
    #expect(
      receiving.log == [
        "warning: StatsD line '\(name.prefix(100))...' is dropped: it is longer than 200 bytes"
      ])
  }

  @Test("A name or labelset longer than a metric's may be is a bad line")
  func nameLength() throws {
    let receiving = try Receiving(unixgram: true, options: options(maxLineBytes: 1 << 20))
    let name = String(repeating: "n", count: 1_024)
    let tags = (0..<65).map { "l\($0):1" }.joined(separator: ",")
    try receiving.receiver.start()
    try receiving.send("\(name):1|c\n\(name)n:1|c\nhits:1|c|#\(tags)\n\(name):1|ms")
    #expect(try receiving.received().contains("\n\(name)_total 1\n"))
    #expect(receiving.counts.badLines == 3)
  }

  @Test("A datagram of 64 KiB and more is read up to there, and the line that is cut is bad")
  func cutDatagram() throws {
    let receiving = try Receiving(unixgram: true)
    try receiving.receiver.start()
    let lines = String(repeating: "hits:1|c\n", count: 9_000)
    try receiving.send([Array(lines.utf8)])
    // 7,281 lines of 9 bytes, and the first 7 bytes of one more.
    #expect(try receiving.received().contains("\nhits_total 7281\n"))
    #expect(receiving.counts.badLines == 1)
  }

  @Test("Values of sets beyond the memory allowed are dropped until the next commit")
  func sets() throws {
    let receiving = try Receiving(options: options(maxSetBytes: 3 * 70))
    let values = ["aaaaaa", "bbbbbb", "aaaaaa", "cccccc", "dddddd", "bbbbbb", "e"]
    try receiving.send(values.map { "users:\($0)|s" }.joined(separator: "\n"))
    #expect(try receiving.received().contains("\nusers 3\n"))
    #expect(receiving.counts.overLimit == 2)
    #expect(receiving.counts.taken == 5)
  }

  @Test("A series written in very many ways stays one series")
  func manyWays() throws {
    let receiving = try Receiving(unixgram: true, options: options(maxSeries: 1))
    try receiving.receiver.start()
    let ways = (0..<5_000).map { number in
      "hits:1|c|#" + String(number, radix: 2).map { $0 == "1" ? "," : "," + "," }.joined()
        + "\(number % 2 == 0 ? "a:1,b:2" : "b:2,a:1")" + String(repeating: ",", count: number % 97)
    }
    try receiving.send(ways.map { Array($0.utf8) })
    #expect(try receiving.received().contains("\nhits_total{a=\"1\",b=\"2\"} 5000\n"))
    #expect(receiving.counts.series == 1)
  }
}
