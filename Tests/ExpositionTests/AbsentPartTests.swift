internal import Exposition
internal import MetricModel
internal import Testing

/// What only some texts hold, and gauge histograms, in every format.
@Suite struct AbsentPartTests {
  private static func family(
    _ name: String, _ kind: MetricKind, _ layout: MetricFamily.Layout, isLoose: Bool = false,
    isNamedAsSample: Bool = false, _ values: [MetricValue]
  ) throws -> (family: MetricFamily, series: SeriesTable) {
    let family = try MetricFamily(
      name: MetricName(name), kind: kind, help: "", unit: "", layout: layout, rules: .text,
      isNamedAsSample: isNamedAsSample, isLoose: isLoose, created: Example.created)
    var table = SeriesTable(for: family)
    for (index, value) in values.enumerated() {
      table.append(
        labels: try LabelSet([("i", "\(index)")]), value: value, of: family,
        created: Example.created)
    }
    return (family, table)
  }

  /// Histograms and summaries of one layout each, of which no two have the same parts.
  private static func snapshot() throws -> MetricSnapshot {
    let bounds: [Double] = [1, 5]
    let histograms = [
      HistogramValue(buckets: [(5, 3)], count: 4, sum: -2, of: bounds),
      HistogramValue(buckets: [(1, 1), (.infinity, 4)], count: nil, sum: nil, of: bounds),
    ].compactMap(\.self)
    let quantiles: [Double] = [0.5, 50]
    let summaries = [
      SummaryValue(quantiles: [(50, -1)], count: nil, sum: .nan, of: quantiles),
      SummaryValue(quantiles: [(0.5, .nan), (50, 2)], count: 7, sum: nil, of: quantiles),
    ].compactMap(\.self)
    let gauges = [HistogramValue(sum: 2.5, counts: [1, 0, 2])]
    return MetricSnapshot(
      takenAt: Example.takenAt,
      families: [
        try family("c_total", .counter, .plain, isNamedAsSample: true, [.number(3)]),
        try family("g", .gaugehistogram, .buckets(bounds), gauges.map { .histogram($0) }),
        try family(
          "h", .histogram, .buckets(bounds), isLoose: true, histograms.map { .histogram($0) }),
        try family(
          "s", .summary, .quantiles(quantiles), isLoose: true, summaries.map { .summary($0) }),
      ])
  }

  private func text(_ format: ExpositionFormat) throws -> String {
    try Example.text(format, of: try Self.snapshot(), ExpositionOptions(showsCreated: false))
  }

  @Test func `OpenMetrics has a family of unknown type for each name of what it forbids`() throws {
    #expect(
      try text(.openmetrics) == #"""
        # TYPE c_total unknown
        c_total{i="0"} 3
        # TYPE g gaugehistogram
        g_bucket{i="0",le="1.0"} 1
        g_bucket{i="0",le="5.0"} 1
        g_bucket{i="0",le="+Inf"} 3
        g_gcount{i="0"} 3
        g_gsum{i="0"} 2.5
        # TYPE h_bucket unknown
        h_bucket{i="0",le="5.0"} 3
        h_bucket{i="1",le="1.0"} 1
        h_bucket{i="1",le="+Inf"} 4
        # TYPE h_count unknown
        h_count{i="0"} 4
        # TYPE h_sum unknown
        h_sum{i="0"} -2
        # TYPE s unknown
        s{i="0",quantile="50.0"} -1
        s{i="1",quantile="0.5"} NaN
        s{i="1",quantile="50.0"} 2
        # TYPE s_count unknown
        s_count{i="1"} 7
        # TYPE s_sum unknown
        s_sum{i="0"} NaN
        # EOF

        """#)
  }

  @Test func `Prometheus text has the same samples, and the types`() throws {
    #expect(
      try text(.prometheus) == #"""
        # TYPE c_total counter
        c_total{i="0"} 3
        # TYPE g histogram
        g_bucket{i="0",le="1.0"} 1
        g_bucket{i="0",le="5.0"} 1
        g_bucket{i="0",le="+Inf"} 3
        # TYPE g_gcount gauge
        g_gcount{i="0"} 3
        # TYPE g_gsum gauge
        g_gsum{i="0"} 2.5
        # TYPE h histogram
        h_bucket{i="0",le="5.0"} 3
        h_count{i="0"} 4
        h_sum{i="0"} -2
        h_bucket{i="1",le="1.0"} 1
        h_bucket{i="1",le="+Inf"} 4
        # TYPE s summary
        s{i="0",quantile="50.0"} -1
        s_sum{i="0"} NaN
        s{i="1",quantile="0.5"} NaN
        s{i="1",quantile="50.0"} 2
        s_count{i="1"} 7

        """#)
  }

  @Test func `JSON says null, and CSV and the table nothing`() throws {
    let families = [
      #"{"name":"c_total","type":"counter","help":"","unit":"","series":[{"labels":{"i":"0"},"#
        + #""value":3}]}"#,
      #"{"name":"g","type":"gaugehistogram","help":"","unit":"","series":[{"labels":{"i":"0"},"#
        + #""count":3,"sum":2.5,"buckets":[{"le":1,"count":1},{"le":5,"count":1},"#
        + #"{"le":"+Inf","count":3}]}]}"#,
      #"{"name":"h","type":"histogram","help":"","unit":"","series":[{"labels":{"i":"0"},"#
        + #""count":4,"sum":-2,"buckets":[{"le":5,"count":3}]},{"labels":{"i":"1"},"#
        + #""count":null,"sum":null,"buckets":[{"le":1,"count":1},{"le":"+Inf","count":4}]}]}"#,
      #"{"name":"s","type":"summary","help":"","unit":"","series":[{"labels":{"i":"0"},"#
        + #""count":null,"sum":"NaN","quantiles":[{"quantile":50,"value":-1}]},"#
        + #"{"labels":{"i":"1"},"count":7,"sum":null,"quantiles":[{"quantile":0.5,"value":"NaN"},"#
        + #"{"quantile":50,"value":2}]}]}"#,
    ]
    #expect(
      try text(.json)
        == #"{"takenAt":1700000100,"families":["# + families.joined(separator: ",") + "]}\n")
    #expect(
      try text(.csv).split(separator: "\n").filter { $0.contains(",summary,") } == [
        #"s,summary,"i=""0"",quantile=""50.0""",-1"#, #"s_sum,summary,"i=""0""",NaN"#,
        #"s,summary,"i=""1"",quantile=""0.5""",NaN"#, #"s,summary,"i=""1"",quantile=""50.0""",2"#,
        #"s_count,summary,"i=""1""",7"#,
      ])
    #expect(
      try text(.table)
        == #"""
        NAME           TYPE                     VALUE
        c_total{i="0"} counter                      3
        g{i="0"}       gaugehistogram count=3 sum=2.5
        h{i="0"}       histogram       count=4 sum=-2
        h{i="1"}       histogram
        s{i="0"}       summary                sum=NaN
        s{i="1"}       summary                count=7

        """#.replacing("histogram\n", with: "histogram                     \n"))
  }

  @Test func `Graphite and InfluxDB get the samples that are there`() throws {
    let names = try text(.graphite).split(separator: "\n").map { $0.prefix { $0 != ";" } }
    #expect(
      names == [
        "c_total", "g_bucket", "g_bucket", "g_bucket", "g_gcount", "g_gsum", "h_bucket", "h_count",
        "h_sum", "h_bucket", "h_bucket", "s", "s", "s_count",
      ])
    #expect(try text(.influx).split(separator: "\n").count == names.count)
  }
}
