internal import Exposition
internal import MetricModel
internal import Testing

@Suite struct CSVTests {
  @Test func `each series is one record and labels are quoted`() throws {
    #expect(
      try Example.text(.csv) == #"""
        name,type,labels,value,created
        age_seconds,duration,,59.75,1700000000.5
        http_requests,counter,"code=""200"",path=""/a,\""b\""\\\n""",17,1700000000.5
        http_requests,counter,"code=""404""",0.5,1700000000.5
        odd,unknown,,NaN,1700000000.5
        temperature_celsius,gauge,,-0.0,1700000000.5
        temperature_celsius,gauge,"room=""hall""",-Inf,1700000000.5

        """#)
  }

  @Test func `without created times there is no such column`() throws {
    let family = try Example.family("jobs", .counter, help: "Done.", [("", 1.0.bitPattern)])
    let snapshot = MetricSnapshot(takenAt: Example.takenAt, families: [family])
    let options = ExpositionOptions(namespace: try MetricName("app"), showsCreated: false)
    #expect(
      try Example.text(.csv, of: snapshot, options) == """
        name,type,labels,value
        app_jobs,counter,,1

        """)
  }
}
