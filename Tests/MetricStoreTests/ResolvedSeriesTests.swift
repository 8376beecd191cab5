internal import MetricModel
internal import MetricOperations
internal import TestSupport
internal import Testing

@testable internal import MetricStore

@Suite("Series that are looked up once")
struct ResolvedSeriesTests {
  private func reference(_ word: String) throws(MetricError) -> SeriesReference {
    try SeriesReference(parsing: word)
  }

  @Test("A series is updated many times, in the file and new, and written once")
  func updates() throws {
    try onDatabase { test in
      try test.run("declare hits counter Hits a=1", "incr hits a=1")
      try test.database.update { (transaction) throws(MetricError) in
        let old = try transaction.resolve(try reference("hits_total{a=\"1\"}"))
        let new = try transaction.resolve(try reference("hits{a=\"2\"}"))
        let other = try transaction.resolve(try reference("load"), declaring: .gauge)
        for _ in 0..<1000 {
          try transaction.apply(.add(1), to: old)
          try transaction.apply(.add(2), to: new)
          try transaction.apply(.add(-1), to: other)
        }
        #expect(old.series.name.text == "hits")
        #expect(old.kind == .counter)
      }
      #expect(
        try test.contents() == [
          "hits": 1, "hits{a=\"1\"}": 1001, "hits{a=\"2\"}": 2000, "load": 2, "load{}": -1000,
        ])
    }
  }

  @Test("What is refused leaves the series as it was")
  func refusal() throws {
    try onDatabase { test in
      try test.run("declare hits counter Hits a=1", "add hits a=1 5")
      try test.database.update { (transaction) throws(MetricError) in
        let series = try transaction.resolve(try reference("hits{a=\"1\"}"))
        let failure = error { () throws(MetricError) in
          try transaction.apply(.set(3, onlyIfNew: false), to: series)
        }
        #expect(failure?.exitStatus == 2)
        try transaction.apply(.add(1), to: series)
      }
      #expect(try test.contents()["hits{a=\"1\"}"] == 6)
    }
  }

  @Test("A name leads elsewhere once its family is gone or another one has come")
  func declarations() throws {
    try onDatabase { test in
      try test.run("declare hits_total gauge Hits", "declare load gauge Load a=1")
      try test.database.update { (transaction) throws(MetricError) in
        let series = try transaction.resolve(try reference("hits_total"))
        try transaction.apply(.add(1), to: series)
        #expect(series.kind == .gauge)
        let load = try transaction.resolve(try reference("load{a=\"1\"}"))
        try transaction.apply(try operation("delete load --all"))
        let failure = error { () throws(MetricError) in try transaction.apply(.add(1), to: load) }
        #expect(failure?.exitStatus == 4)
        try transaction.apply(try operation("declare load counter Load"))
        try transaction.apply(.add(3), to: load)
        #expect(load.kind == .counter)
        try transaction.apply(.delete, to: load)
        try transaction.apply(.add(4), to: load)
      }
      #expect(
        try test.contents() == [
          "hits_total": 2, "hits_total{}": 1, "load": 1, "load{a=\"1\"}": 4,
        ])
    }
  }
}
