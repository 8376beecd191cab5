internal import Exposition
internal import MetricModel
internal import TestSupport
internal import Testing

@testable internal import MetricStore

/// Counter `a_total` beside another metric `a`, which Prometheus text takes for two names.
@Suite struct NamedAsSampleTests {
  /// Families as `name kind` with their series as `{labels} value`.
  private func contents(_ test: TestDatabase) throws -> [String] {
    let snapshot = try test.database.snapshot()
    return snapshot.families.flatMap { family, series in
      let mark = family.isNamedAsSample ? " as sample" : ""
      return ["\(family.name) \(family.kind.word)\(mark)"]
        + (0..<series.count).map { index in
          let number = snapshot.number(of: family, word: series.word(index))
          return "{\(String(decoding: series.labels(index), as: UTF8.self))} \(number)"
        }
    }
  }

  private func text(_ test: TestDatabase, _ format: ExpositionFormat) throws -> String {
    let options = ExpositionOptions(showsCreated: false)
    let bytes = try format.bytes(of: try test.database.snapshot(), options: options)
    return String(decoding: bytes, as: UTF8.self)
  }

  private func take(
    _ families: [(String, MetricKind, Double, isNamedAsSample: Bool)], _ test: TestDatabase
  ) throws {
    var metrics = MetricSnapshot(takenAt: .notGiven, families: [])
    for (name, kind, number, isNamedAsSample) in families {
      let family = try MetricFamily(
        name: MetricName(kind == .counter && !isNamedAsSample ? name + "_total" : name), kind: kind,
        help: "", unit: "", isNamedAsSample: isNamedAsSample, created: .notGiven)
      var series = SeriesTable(for: family)
      series.append(
        labels: .empty, value: .number(number), of: family, created: .notGiven)
      metrics.families.append((family, series))
    }
    let faults = try test.database.take(metrics, adding: false, skipsInvalid: false)
    if let fault = faults.first { throw fault.error }
  }

  @Test func `a counter declared with its suffix stands beside a gauge`() throws {
    try onDatabase { test in
      try test.run("declare a gauge", "set a 5", "declare a_total counter", "incr a_total c=1")
      try test.run("incr a_total c=1", "incr a")
      #expect(
        try contents(test) == ["a gauge", "{} 6.0", "a_total counter as sample", #"{c="1"} 2.0"#])
      try test.run("declare a_total counter Help")
      guard case .invalid(.kindConflict) = test.failure("declare a counter") else {
        Issue.record("declare a counter")
        return
      }
      #expect(
        try text(test, .openmetrics)
          == "# TYPE a gauge\na 6\n# TYPE a_total unknown\n# HELP a_total Help\na_total{c=\"1\"} 2\n"
          + "# EOF\n")
      #expect(
        try text(test, .prometheus)
          == "# TYPE a gauge\na 6\n# HELP a_total Help\n# TYPE a_total counter\na_total{c=\"1\"} 2\n"
      )
    }
  }

  @Test func `a gauge of a text makes a counter of its name keep its sample's name`() throws {
    try onDatabase { test in
      try test.run("declare a counter Help", "add a c=1 3", "incr a", "declare b gauge")
      let created = try test.database.read(SeriesReference(parsing: #"a{c="1"}"#)).state.created
      try take([("a", .gauge, 7, false)], test)
      #expect(
        try contents(test) == [
          "a gauge", "{} 7.0", "a_total counter as sample", "{} 1.0", #"{c="1"} 3.0"#, "b gauge",
        ])
      let moved = try test.database.read(SeriesReference(parsing: #"a_total{c="1"}"#))
      #expect(moved.state.created == created)
      #expect(moved.series.name.text == "a_total")
    }
  }

  @Test func `a counter of a text goes to the one that is there, by whatever name`() throws {
    try onDatabase { test in
      try test.run("declare a gauge", "set a 1")
      try take([("a", .counter, 4, false)], test)
      try take([("a_total", .counter, 5, true)], test)
      #expect(
        try contents(test) == ["a gauge", "{} 1.0", "a_total counter as sample", "{} 5.0"])
      try test.run("delete a --all", "incr a")
      try take([("a", .counter, 8, false)], test)
      #expect(try contents(test) == ["a_total counter as sample", "{} 8.0"])
      try test.run("declare c counter", "incr c")
      try take([("c", .counter, 2, true)], test)
      try take([("c_total", .counter, 3, true)], test)
      #expect(try contents(test).suffix(2) == ["c counter", "{} 3.0"])
    }
  }

  @Test func `counters with and without the suffix in one text are two`() throws {
    try onDatabase { test in
      try test.run("declare c counter", "add c 9")
      try take([("c", .counter, 2, true), ("c_total", .counter, 10, true)], test)
      let both = ["c counter as sample", "{} 2.0", "c_total counter as sample", "{} 10.0"]
      #expect(try contents(test) == both)
      try test.run("incr c", "incr c_total")
      #expect(try test.number("c") == 3)
      #expect(try test.number("c_total") == 11)
      #expect(
        try text(test, .prometheus) == "# TYPE c counter\nc 3\n# TYPE c_total counter\nc_total 11\n"
      )
    }
  }

  @Test func `what OpenMetrics writes of it goes back to it`() throws {
    try onDatabase { test in
      try test.run("declare a gauge", "declare a_total counter", "add a_total 3")
      try take([("a_total", .unknown, 8, false)], test)
      #expect(try contents(test) == ["a gauge", "a_total counter as sample", "{} 8.0"])
      // Prometheus text has such counters, and this is how OpenMetrics shows them.
      try take([("a_total", .unknown, -1, false)], test)
      #expect(try contents(test) == ["a gauge", "a_total counter as sample", "{} -1.0"])
    }
  }

  @Test func `names that truly clash stay refused`() throws {
    try onDatabase { test in
      try test.run("declare h histogram --buckets 1")
      #expect(throws: MetricError.self) { try take([("h_count", .counter, 1, true)], test) }
      try test.run("declare a gauge", "declare a_total counter")
      guard case .invalid(.kindConflict) = test.failure("declare a_total gauge") else {
        Issue.record("declare a_total gauge")
        return
      }
    }
  }

  @Test func `a live snapshot follows it`() throws {
    try onDatabase { test in
      try test.run("declare a gauge", "declare a_total counter", "add a_total 3")
      var live = LiveSnapshot()
      _ = try live.update(from: test.database)
      try test.run("incr a_total")
      guard case .rows(let rows) = try live.update(from: test.database).change else {
        Issue.record("not in place")
        return
      }
      #expect(rows.count == 1)
      #expect(live.snapshot.families[1].family.isNamedAsSample)
    }
  }
}
