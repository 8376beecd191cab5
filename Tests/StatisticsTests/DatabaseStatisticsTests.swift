internal import MetricModel
internal import MetricOperations
internal import MetricStore
internal import Statistics
internal import TestSupport
internal import Testing

@Suite struct DatabaseStatisticsTests {
  @Test("Corked updates are one transaction, uncorked ones one each")
  func transactions() throws {
    let test = try TemporaryDatabase()
    let backend = DatabaseStatistics(test.database)
    let hits = try backend.metric(.counter, "hits", labels: ["n"])
    let series = try (0..<3).map { (number) throws in try hits.withLabels("\(number)") }
    for one in series { try one.add(1) }
    let apart = try series.map { (one) throws in try test.database.read(one.reference).state.updated
    }
    try backend.corked { () throws(MetricError) in for one in series { try one.add(1) } }
    let together = try series.map { (one) throws in
      try test.database.read(one.reference).state.updated
    }
    #expect(Set(apart).count == 3)
    #expect(Set(together).count == 1)
  }

  @Test("A metric that another program took away is declared again, and so is the whole file")
  func takenAway() throws {
    let test = try TemporaryDatabase()
    let backend = DatabaseStatistics(test.database)
    let wait = try backend.metric(
      .histogram, "wait", unit: "seconds", help: "Waiting.", layout: .buckets([1])
    ).withLabels()
    try wait.sample(0.5)
    try test.database.apply(
      [Operation(series: wait.reference, action: .deleteAll)])
    try wait.sample(0.25)
    let expected = """
      # TYPE wait_seconds histogram
      # UNIT wait_seconds seconds
      # HELP wait_seconds Waiting.
      wait_seconds_bucket{le="1.0"} 1
      wait_seconds_bucket{le="+Inf"} 1
      wait_seconds_count 1
      wait_seconds_sum 0.25
      # EOF

      """
    #expect(try test.text() == expected)
    try test.removeFile()
    try wait.sample(0.25)
    #expect(try test.text() == expected)
  }

  @Test("What another program declared otherwise is refused")
  func conflict() throws {
    let test = try TemporaryDatabase()
    let other = DatabaseStatistics(test.database)
    try other.metric(.gauge, "hits").withLabels().set(5)
    let backend = DatabaseStatistics(test.database)
    #expect(
      error { () throws(MetricError) in _ = try backend.metric(.counter, "hits") }
        == .invalid(.kindConflict(try MetricName("hits"), declared: .gauge, wanted: .counter)))
    try backend.metric(.gauge, "hits").withLabels().add(1)
    #expect(try test.text() == "# TYPE hits gauge\nhits 6\n# EOF\n")
  }

  @Test("Two programs add up in one counter, each gathering")
  func shared() async throws {
    let test = try TemporaryDatabase()
    let backends = (0..<2).map { _ in DatabaseStatistics(test.database) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for backend in backends {
        group.addTask {
          let hits = try backend.metric(.counter, "hits").withLabels()
          for _ in 0..<50 {
            try backend.corked { () throws(MetricError) in for _ in 0..<10 { try hits.add(1) } }
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try test.text() == "# TYPE hits counter\nhits_total 1000\n# EOF\n")
  }

  @Test("A database that is locked fails an update, and gathered ones are kept")
  func locked() throws {
    let test = try TemporaryDatabase(lockTimeoutSeconds: 0)
    let backend = DatabaseStatistics(test.database)
    let hits = try backend.metric(.counter, "hits").withLabels()
    try hits.add(1)
    try test.database.update { _ throws(MetricError) in
      let refused = error { () throws(MetricError) in try hits.add(10) }
      #expect(refused == .database(.locked(seconds: 0), path: test.database.path))
      backend.cork()
      try hits.add(100)
      let late = error { () throws(MetricError) in try backend.uncork() }
      #expect(late == .database(.locked(seconds: 0), path: test.database.path))
    }
    try backend.uncork()
    #expect(try test.text() == "# TYPE hits counter\nhits_total 101\n# EOF\n")
  }
}
