internal import MetricModel
internal import MetricOperations
internal import TestSupport
internal import Testing

@testable internal import MetricStore

@Suite("Rules of values in a database")
struct OperationRuleTests {
  @Test("A counter goes up only, and reset begins it anew")
  func counter() throws {
    try onDatabase { test in
      try test.run("declare hits counter Hits", "add hits_total 2.5", "set hits 10")
      for line in ["add hits -1", "add hits NaN", "set hits 9", "set hits NaN", "set hits -1"] {
        guard case .invalid = test.failure(line) else {
          Issue.record("\(line) was taken")
          return
        }
      }
      #expect(try test.number("hits_total") == 10)
      let created = try test.database.snapshot().families[0].series.created(0)
      try test.run("reset hits")
      #expect(try test.number("hits") == 0)
      #expect(try test.database.snapshot().families[0].series.created(0) > created)
    }
  }

  @Test("An increment that a double would swallow is an error, not silence")
  func exact() throws {
    try onDatabase { test in
      try test.run("declare hits counter Hits", "set hits 9007199254740992")
      let before = test.bytes()
      guard case .invalid(.incrementLost) = test.failure("incr hits") else {
        Issue.record("the increment was lost in silence")
        return
      }
      #expect(test.bytes() == before)
      try test.run("add hits 2")
      #expect(try test.number("hits") == 9_007_199_254_740_994)
    }
  }

  @Test("A gauge takes any number, infinities and NaN too")
  func gauge() throws {
    try onDatabase { test in
      try test.run("declare load gauge Load")
      for number in ["-0.0", "1e308", "-Inf", "+Inf", "5e-324"] {
        try test.run("set load \(number)")
        let value = try test.number("load")
        #expect(value == Double(number == "-Inf" ? "-inf" : number == "+Inf" ? "inf" : number))
      }
      try test.run("set load NaN")
      #expect(try test.number("load").isNaN)
    }
  }

  @Test("A duration advances by itself, and is set to seconds ago")
  func duration() throws {
    try onDatabase { test in
      try test.run("declare uptime duration Uptime ''")
      #expect(
        test.failure("incr uptime") == .invalid(.advancesByItself(try MetricName("uptime"))))
      try test.run("set uptime 100")
      #expect((100..<160).contains(try test.number("uptime")))
      guard case .invalid(.elapsed) = test.failure("set uptime -1") else {
        Issue.record("a negative duration was taken")
        return
      }
      try test.run("reset uptime")
      #expect((0..<60).contains(try test.number("uptime")))
    }
  }

  @Test("Only if new: once, and then never again")
  func onlyIfNew() throws {
    try onDatabase { test in
      try test.run("declare load gauge Load")
      try test.run("set load 3 --if-new")
      let state = try test.run("set load 4 --if-new")?.state.value
      #expect(state == .number(3))
      #expect(try test.number("load") == 3)
    }
  }

  @Test("Deleting a series that is not there is not found; deleting the last keeps the family")
  func delete() throws {
    try onDatabase { test in
      try test.run("declare hits counter Hits a=1")
      let series = try SeriesReference(parsing: "hits{a=\"2\"}")
      #expect(test.failure("delete hits a=2") == .notFound(.series(series)))
      try test.run("delete hits a=1")
      #expect(try test.contents() == ["hits": 1])
      try test.run("incr hits_total a=1")
      #expect(try test.number("hits{a=\"1\"}") == 1)
    }
  }

  @Test("A metric can be declared on the way")
  func declaring() throws {
    try onDatabase { test in
      try test.run("incr hits_total a=1 --declare counter")
      try test.run("incr hits a=1 --declare counter")
      #expect(try test.contents() == ["hits": 1, "hits{a=\"1\"}": 2])
    }
  }
}
