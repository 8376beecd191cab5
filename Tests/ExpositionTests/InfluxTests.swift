internal import Exposition
internal import MetricModel
internal import Testing

@Suite struct InfluxTests {
  @Test func `each number is a measurement with one field`() throws {
    #expect(
      try Example.text(.influx) == #"""
        age_seconds value=59.75 1700000100000000000
        http_requests_total,code=200,path=/a\,"b"\\n value=17 1700000100000000000
        http_requests_total,code=404 value=0.5 1700000100000000000
        temperature_celsius value=-0.0 1700000100000000000

        """#)
  }

  @Test func `each number of every kind is a line`() throws {
    #expect(
      try Example.text(.influx, of: try EveryKind.snapshot()) == #"""
        build_info,version=1.2 value=1 1700000100000000000
        state,state=up value=0 1700000100000000000
        state,state=half\ up value=1 1700000100000000000
        wait_seconds_bucket,le=0.5 value=1 1700000100000000000
        wait_seconds_bucket,le=2.0 value=3 1700000100000000000
        wait_seconds_bucket,le=+Inf value=4 1700000100000000000
        wait_seconds_count value=4 1700000100000000000
        wait_seconds_sum value=7.5 1700000100000000000
        wait_seconds_bucket,code=200,le=0.5 value=0 1700000100000000000
        wait_seconds_bucket,code=200,le=2.0 value=0 1700000100000000000
        wait_seconds_bucket,code=200,le=+Inf value=3 1700000100000000000
        wait_seconds_count,code=200 value=3 1700000100000000000
        size,a=b,quantile=0.5 value=2.5 1700000100000000000
        size_count,a=b value=4 1700000100000000000
        size_sum,a=b value=10 1700000100000000000

        """#)
  }

  @Test func `tags are escaped, and a backslash never escapes what follows a tag`() throws {
    let labels = try LabelSet([("time", "a b=c,d"), ("dir", "C:\\x\\"), ("only", "\\")])
    var table = SeriesTable(wordsPerSeries: 1)
    table.append(labels: labels.canonical[...], word: 1.0.bitPattern, created: Example.created)
    var family = try Example.family("g", .gauge, help: "", [])
    family.series = table
    let snapshot = MetricSnapshot(takenAt: Example.takenAt, families: [family])
    #expect(
      try Example.text(.influx, of: snapshot)
        == #"g,dir=C:\x,time_=a\ b\=c\,d value=1 1700000100000000000"# + "\n")
  }
}
