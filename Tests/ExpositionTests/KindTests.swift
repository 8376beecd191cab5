internal import Exposition
internal import MetricModel
internal import Testing

/// The kinds whose series are more than one number, in every format.
@Suite struct KindTests {
  private static func snapshot() throws -> MetricSnapshot {
    let histogram = HistogramValue(sum: 2.05, counts: [0, 1, 2])
    let noSum = HistogramValue(sum: AbsentPart.number, counts: [3, 1])
    return MetricSnapshot(
      takenAt: Example.takenAt,
      families: [
        try EveryKind.family("build", .info, .plain, [("rev=a", .number(1))]),
        try EveryKind.family("door", .stateset, .states(["open", "a\"b"]), [("", .states(2))]),
        try EveryKind.family(
          "rpc_seconds", .histogram, .buckets([0.1, 1]), [("code=1", .histogram(histogram))]),
        try EveryKind.family("size", .histogram, .buckets([-1]), [("", .histogram(noSum))]),
        try EveryKind.family(
          "wait", .summary, .quantiles([0.5, 1]),
          [("", .summary(SummaryValue(count: 4, sum: 2, imported: [0.25, .nan])))]),
      ])
  }

  private func text(
    _ format: ExpositionFormat, _ options: ExpositionOptions = .init()
  ) throws -> String { try Example.text(format, of: try Self.snapshot(), options) }

  @Test func `OpenMetrics`() throws {
    #expect(
      try text(.openmetrics) == #"""
        # TYPE build info
        build_info{rev="a"} 1
        # TYPE door stateset
        door{door="open"} 0
        door{door="a\"b"} 1
        # TYPE rpc_seconds histogram
        rpc_seconds_bucket{code="1",le="0.1"} 0
        rpc_seconds_bucket{code="1",le="1.0"} 1
        rpc_seconds_bucket{code="1",le="+Inf"} 3
        rpc_seconds_count{code="1"} 3
        rpc_seconds_sum{code="1"} 2.05
        rpc_seconds_created{code="1"} 1700000000.5
        # TYPE size histogram
        size_bucket{le="-1.0"} 3
        size_bucket{le="+Inf"} 4
        size_created 1700000000.5
        # TYPE wait summary
        wait{quantile="0.5"} 0.25
        wait{quantile="1.0"} NaN
        wait_count 4
        wait_sum 2
        wait_created 1700000000.5
        # EOF

        """#)
  }

  @Test func `Prometheus text, where a histogram without a sum still has its count`() throws {
    let options = ExpositionOptions(namespace: try MetricName("app"))
    #expect(
      try text(.prometheus, options) == #"""
        # TYPE app_build_info gauge
        app_build_info{rev="a"} 1
        # TYPE app_door gauge
        app_door{app_door="open"} 0
        app_door{app_door="a\"b"} 1
        # TYPE app_rpc_seconds histogram
        app_rpc_seconds_bucket{code="1",le="0.1"} 0
        app_rpc_seconds_bucket{code="1",le="1.0"} 1
        app_rpc_seconds_bucket{code="1",le="+Inf"} 3
        app_rpc_seconds_count{code="1"} 3
        app_rpc_seconds_sum{code="1"} 2.05
        # TYPE app_size histogram
        app_size_bucket{le="-1.0"} 3
        app_size_bucket{le="+Inf"} 4
        app_size_count 4
        # TYPE app_wait summary
        app_wait{quantile="0.5"} 0.25
        app_wait{quantile="1.0"} NaN
        app_wait_count 4
        app_wait_sum 2

        """#)
  }

  @Test func `created times in Prometheus text are gauges behind their family`() throws {
    let lines = try text(.prometheus, ExpositionOptions(showsCreated: true))
      .split(separator: "\n").filter { $0.contains("_created") }
    #expect(
      lines == [
        "# TYPE rpc_seconds_created gauge", "rpc_seconds_created{code=\"1\"} 1700000000.5",
        "# TYPE size_created gauge", "size_created 1700000000.5",
        "# TYPE wait_created gauge", "wait_created 1700000000.5",
      ])
  }

  @Test func `JSON`() throws {
    let head = #"{"takenAt":1700000100,"families":["#
    let parts = [
      #"{"name":"build","type":"info","help":"","unit":"","series":["#
        + #"{"labels":{"rev":"a"},"value":1}]}"#,
      #"{"name":"door","type":"stateset","help":"","unit":"","series":["#
        + #"{"labels":{},"states":{"open":false,"a\"b":true}}]}"#,
      #"{"name":"rpc_seconds","type":"histogram","help":"","unit":"","series":["#
        + #"{"labels":{"code":"1"},"count":3,"sum":2.05,"buckets":[{"le":0.1,"count":0},"#
        + #"{"le":1,"count":1},{"le":"+Inf","count":3}]}]}"#,
      #"{"name":"size","type":"histogram","help":"","unit":"","series":["#
        + #"{"labels":{},"count":4,"sum":null,"buckets":[{"le":-1,"count":3},"#
        + #"{"le":"+Inf","count":4}]}]}"#,
      #"{"name":"wait","type":"summary","help":"","unit":"","series":["#
        + #"{"labels":{},"count":4,"sum":2,"quantiles":[{"quantile":0.5,"value":0.25},"#
        + #"{"quantile":1,"value":"NaN"}]}]}"#,
    ]
    #expect(
      try text(.json, ExpositionOptions(showsCreated: false))
        == head + parts.joined(separator: ",") + "]}\n")
  }

  @Test func `CSV, a line for each sample`() throws {
    #expect(
      try text(.csv, ExpositionOptions(showsCreated: false)) == #"""
        name,type,labels,value
        build,info,"rev=""a""",1
        door,stateset,"door=""open""",0
        door,stateset,"door=""a\""b""",1
        rpc_seconds_bucket,histogram,"code=""1"",le=""0.1""",0
        rpc_seconds_bucket,histogram,"code=""1"",le=""1.0""",1
        rpc_seconds_bucket,histogram,"code=""1"",le=""+Inf""",3
        rpc_seconds_count,histogram,"code=""1""",3
        rpc_seconds_sum,histogram,"code=""1""",2.05
        size_bucket,histogram,"le=""-1.0""",3
        size_bucket,histogram,"le=""+Inf""",4
        size_count,histogram,,4
        wait,summary,"quantile=""0.5""",0.25
        wait,summary,"quantile=""1.0""",NaN
        wait_count,summary,,4
        wait_sum,summary,,2

        """#)
  }

  @Test func `the table, in one line a series`() throws {
    #expect(
      try text(.table) == #"""
        NAME                  TYPE                 VALUE
        build{rev="a"}        info                     1
        door                  stateset               a"b
        rpc_seconds{code="1"} histogram count=3 sum=2.05
        size                  histogram          count=4
        wait                  summary      count=4 sum=2

        """#)
  }
}
