internal import MetricModel
internal import MetricOperations
internal import TestSupport
internal import Testing

@testable internal import MetricStore

@Suite("Declarations")
struct DeclarationTests {
  private func family(_ name: String, in test: TestDatabase) throws -> MetricFamily? {
    try test.database.snapshot().families.map(\.family).first { $0.name.text == name }
  }

  @Test("Declaring again changes the help, keeps values, and keeps the help when none is given")
  func again() throws {
    try onDatabase { test in
      try test.run("declare hits counter First a=1", "incr hits a=1")
      try test.run("declare hits counter Second-and-longer a=1 a=2")
      #expect(try family("hits", in: test)?.help == "Second-and-longer")
      try test.run("declare hits counter")
      #expect(try family("hits", in: test)?.help == "Second-and-longer")
      #expect(try test.number("hits{a=\"1\"}") == 1)
      #expect(try test.number("hits{a=\"2\"}") == 0)
    }
  }

  @Test("Another type is refused, whatever name the counter goes by")
  func otherType() throws {
    try onDatabase { test in
      try test.run("declare hits counter Hits")
      let name = try MetricName("hits")
      let conflict = MetricError.invalid(
        .kindConflict(name, declared: .counter, wanted: .gauge))
      #expect(test.failure("declare hits gauge Hits") == conflict)
      #expect(test.failure("incr hits_total --declare gauge") == conflict)
      try test.run("declare hits_total counter Hits")
      #expect(try test.database.snapshot().families.map(\.family.name) == [name])
    }
  }

  @Test("Two families never share the name of a sample, in whichever order they come")
  func collisions() throws {
    for (first, second) in [
      ("hits counter", "hits_total gauge"), ("hits_total gauge", "hits counter"),
      ("hits counter", "hits_created unknown"), ("hits_created gauge", "hits counter"),
    ] {
      try onDatabase { test in
        try test.run("declare \(first)")
        let error = test.failure("declare \(second)")
        guard case .invalid(.collision) = error else {
          Issue.record("\(first), then \(second): \(String(describing: error))")
          return
        }
      }
    }
    try onDatabase { test in
      try test.run("declare hits gauge", "declare hits_total gauge", "incr hits", "incr hits")
      try test.run("incr hits_total")
      #expect(try test.number("hits") == 2)
      #expect(try test.number("hits_total") == 1)
    }
  }

  @Test("An undeclared metric is not found, and a database that is not there is missing")
  func undeclared() throws {
    let missing = MetricError.notFound(.metric(try MetricName("hits")))
    let absent = try TestDatabase()
    #expect(absent.failure("incr hits") == .database(.missing, path: absent.path))
    #expect(try absent.files() == [])
    try onDatabase { test in
      try test.run("declare other gauge")
      for line in ["incr hits", "set hits 1", "reset hits", "delete hits", "delete hits --all"] {
        #expect(test.failure(line) == missing)
      }
    }
  }

  @Test("A unit is the end of the name")
  func unit() throws {
    try onDatabase { test in
      #expect(
        test.failure("declare age gauge Age --unit seconds")
          == .invalid(.unitSuffix(try MetricName("age"), "seconds")))
      try test.run("declare age_seconds gauge Age --unit seconds")
      #expect(try family("age_seconds", in: test)?.unit == "seconds")
    }
  }
}
