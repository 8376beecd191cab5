internal import MetricModel
internal import MetricOperations
internal import MetricStore
internal import StatsDServer
internal import Testing

@Suite("StatsD and declared metrics")
struct ConflictTests {
  private static let declarations = [
    "declare hits counter Hits", "declare level gauge Level", "declare up duration Up",
    "declare odd unknown Odd", "declare load histogram Load --buckets -1,1,10",
    "declare wait_seconds summary Wait", "declare phase stateset Phase --states a,b",
  ]

  @Test("A declared metric keeps its type, buckets, unit and help, and takes what suits it")
  func suiting() throws {
    let receiving = try Receiving(declaring: Self.declarations)
    try receiving.send(
      "hits:2|c", "hits_total:1|c", "level:3|g", "load:-5:0.5:5|h", "load:50|d|@0.5", "wait:500|ms")
    #expect(
      try receiving.received() == """
        # TYPE hits counter
        # HELP hits Hits
        hits_total 3
        # TYPE level gauge
        # HELP level Level
        level 3
        # TYPE load histogram
        # HELP load Load
        load_bucket{le="-1.0"} 1
        load_bucket{le="1.0"} 2
        load_bucket{le="10.0"} 3
        load_bucket{le="+Inf"} 5
        # TYPE wait_seconds summary
        # HELP wait_seconds Wait
        wait_seconds_count 1
        wait_seconds_sum 0.5
        # EOF

        """)
    #expect(receiving.log.isEmpty)
    #expect(receiving.counts.taken == 8)
  }

  @Test(
    "A line of another type is a conflict: counted, told of and dropped",
    arguments: [
      "hits:1|g", "hits:1|s", "hits:1|h", "level:1|c", "level:1|d", "up:1|g", "up:1|c", "odd:1|g",
      "odd:1|c", "load:1|c", "load:1|g", "wait_seconds:1|g", "phase:1|g", "phase:1|h",
      // Names that would be those of another metric's samples.
      "load_count:1|g", "hits_created:1|g", "wait_seconds_sum:1|c",
    ])
  func conflicts(_ line: String) throws {
    let receiving = try Receiving(declaring: Self.declarations)
    let before = try receiving.text()
    try receiving.send("\(line)\n\(line)\nafter:1|c")
    #expect(
      try receiving.received()
        == "# TYPE after counter\n# HELP after Received by StatsD.\nafter_total 1\n" + before)
    let counts = receiving.counts
    #expect(counts.conflicts == 2)
    #expect(counts.taken == 1)
    #expect(receiving.log.count == 1)
    let name = line.split(separator: ":")[0]
    #expect(
      receiving.log[0].hasPrefix(
        "warning: StatsD: 2 lines for '\(name)' dropped: e_inval: metric '"))
  }

  @Test("Of two types under one name the first is declared, and the other a conflict")
  func twoTypes() throws {
    let receiving = try Receiving()
    try receiving.send("a:1|c\na:2|g\nb:2|g\nb:1|s\nb:3|h\nc:1|ms\nc_seconds:1|h\nd:1|h\nd:2|d")
    let text = try receiving.received()
    #expect(text.contains("a_total 1\n") && text.contains("b 1\n"))
    #expect(text.contains("c_seconds_sum 1.001\n") && text.contains("d_sum 3\n"))
    #expect(receiving.counts.conflicts == 2)
    #expect(receiving.counts.taken == 7)
  }

  @Test("Values below 0 are refused where the histogram or summary has no room for them")
  func negatives() throws {
    let receiving = try Receiving(options: StatsDOptions(flushIntervalSeconds: 0.01))
    try receiving.send("size:-5|h\nsize:2|h\nsize:3:-1|h")
    try receiving.receiver.start()
    try receiving.wait { receiving.counts.taken == 2 }
    #expect(receiving.counts.conflicts == 2)
    try receiving.send("size:-7.5:1|h\nsize:4|h")
    try receiving.receiver.stop()
    #expect(receiving.counts.badLines == 1)
    #expect(try receiving.text().contains("size_count 4\nsize_sum 10\n"))
    #expect(
      receiving.log == [
        "warning: StatsD: 2 lines for 'size' dropped: e_inval: 'size' cannot observe -5 "
          + "(finite numbers, 0 or more unless a histogram has buckets below 0)",
        "warning: StatsD line 'size:-7.5:1|h' is dropped in part: the value '-7.5' is below 0",
      ])
  }

  @Test("A metric that is deleted and declared otherwise is taken as it is by then")
  func redeclared() throws {
    let receiving = try Receiving(options: StatsDOptions(flushIntervalSeconds: 0.01))
    try receiving.receiver.start()
    try receiving.send("wait:500|ms")
    try receiving.wait { receiving.counts.taken == 1 }
    let wait = SeriesReference(name: try MetricName("wait_seconds"), labels: .empty)
    try receiving.database.apply([.init(series: wait, action: .deleteAll)])
    try receiving.database.declare("declare wait_seconds histogram Other --buckets 1,2,3,4,5,6")
    try receiving.send("wait:500|ms")
    try receiving.wait { receiving.counts.conflicts == 1 }
    try receiving.send("wait:2500|ms")
    try receiving.receiver.stop()
    #expect(try receiving.text().contains("wait_seconds_count 1\nwait_seconds_sum 2.5\n"))
    #expect(receiving.counts.conflicts == 1)
    #expect(receiving.counts.taken == 2)
  }
}
