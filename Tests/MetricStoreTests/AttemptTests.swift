internal import MetricModel
internal import MetricOperations
internal import TestSupport
internal import Testing

@testable internal import MetricStore

/// What an attempt changes is kept whole or not at all, by whatever way it is changed.
@Suite("Attempts")
struct AttemptTests {
  private static let declarations = [
    "declare hits counter Hits a=1 a=2", "declare load gauge Load a=1",
    "declare wait histogram Wait --buckets 1,2", "declare size summary Size --quantiles 0.5",
    "declare mode stateset Mode --states up,down", "declare about info About",
    "declare age duration Age a=1", "declare last counter Last",
  ]
  private static let values = [
    "add hits a=1 5", "set load a=1 2.5", "observe wait 1", "observe size 3", "set mode up",
    "set about version=1",
  ]

  /// Work of every kind, each of which changes something.
  static let actions = [
    "incr hits a=1", "add hits a=3 7", "add load a=1 -1", "set load a=1 9", "set load a=2 9",
    "set load a=2 9 --if-new", "set mode down", "set about version=2", "observe wait 1.5",
    "observe wait new=1 5", "observe size 2", "reset hits a=1", "reset hits --all", "reset age a=1",
    "reset wait", "reset size --all", "delete hits a=1", "delete hits --all", "delete wait",
    "delete mode --all", "declare hits counter Other", "declare hits counter Hits a=1 a=9",
    "declare extra gauge Extra a=1", "incr extra a=1 --declare counter",
    "set load a=1 4 --declare gauge",
  ]

  private func onFilledDatabase(_ body: (TestDatabase) throws -> Void) throws {
    try onDatabase { test in
      for line in Self.declarations + Self.values { try test.run(line) }
      try body(test)
    }
  }

  /// Does the work and fails, in an attempt.
  private func attemptAndFail(
    _ transaction: inout Transaction,
    _ work: (inout Transaction) throws(MetricError) -> Void
  ) {
    let failure = error { () throws(MetricError) in
      try transaction.attempt { (transaction) throws(MetricError) in
        try work(&transaction)
        try transaction.apply(try operation("add last -1"))
      }
    }
    #expect(failure?.exitStatus == 2)
  }

  @Test("What a failed attempt did before it failed is taken back", arguments: actions)
  func first(_ action: String) throws {
    try onFilledDatabase { test in
      let before = test.bytes()
      try test.database.update { (transaction) throws(MetricError) in
        attemptAndFail(&transaction) { (transaction) throws(MetricError) in
          try transaction.apply(try operation(action))
        }
      }
      #expect(test.bytes() == before)
      try test.run(action)
      #expect(test.bytes() != before, "it does something")
    }
  }

  /// What may be done to a series that is looked up once.
  static let steps: [(String, Operation.Action)] = [
    ("hits{a=\"1\"}", .add(7)), ("hits{a=\"new\"}", .add(7)),
    ("load{a=\"1\"}", .set(7, onlyIfNew: false)), ("wait", .observe(1.5)),
    ("wait", .merge(.histogram(HistogramValue(sum: 1.5, counts: [0, 1, 0])))),
    ("mode", .setState("down", onlyIfNew: false)), ("about{v=\"2\"}", .setInfo(onlyIfNew: false)),
    ("hits{a=\"1\"}", .reset), ("hits{a=\"1\"}", .delete), ("hits{a=\"1\"}", .deleteAll),
    ("hits{a=\"1\"}", .resetAll),
  ]

  @Test("So is what was done to a series that was looked up before", arguments: steps.indices)
  func resolved(_ index: Int) throws {
    let (name, action) = Self.steps[index]
    try onFilledDatabase { test in
      let before = test.bytes()
      let reference = try SeriesReference(parsing: name)
      try test.database.update { (transaction) throws(MetricError) in
        let series = try transaction.resolve(reference)
        attemptAndFail(&transaction) { (transaction) throws(MetricError) in
          try transaction.apply(action, to: series)
        }
      }
      #expect(test.bytes() == before)
    }
  }

  @Test("A series that an attempt looked up, and its family declared, is declared again after it")
  func resolvedWithin() throws {
    try onFilledDatabase { test in
      let reference = try SeriesReference(parsing: "extra{a=\"1\"}")
      try test.database.update { (transaction) throws(MetricError) in
        var series: ResolvedSeries?
        attemptAndFail(&transaction) { (transaction) throws(MetricError) in
          let found = try transaction.resolve(reference, declaring: .gauge)
          series = found
          try transaction.apply(.add(7), to: found)
        }
        guard let series else { return }
        try transaction.apply(.add(2), to: series)
      }
      #expect(try test.number("extra{a=\"1\"}") == 2)
    }
  }

  @Test("An import that fails in its second family leaves nothing of the first")
  func take() throws {
    try onFilledDatabase { test in
      let before = test.bytes()
      let other = try TestDatabase()
      try other.run("declare hits counter New", "add hits a=1 100", "add hits b=1 1")
      try other.run("declare load unknown Other", "add load a=1 1")
      let taken = try other.database.snapshot()
      try test.database.update { (transaction) throws(MetricError) in
        let failure = error { () throws(MetricError) in
          try transaction.attempt { (transaction) throws(MetricError) in
            for (family, series) in taken.families {
              try transaction.take(series, of: family, adding: true) {}
            }
          }
        }
        #expect(failure?.exitStatus == 2)
      }
      #expect(test.bytes() == before)
    }
  }

  @Test("What was done before an attempt stays, and so does what is done after it")
  func aroundIt() throws {
    try onFilledDatabase { test in
      try test.database.update { (transaction) throws(MetricError) in
        try transaction.apply(try operation("add hits a=1 1"))
        for _ in 0..<20 {
          attemptAndFail(&transaction) { (transaction) throws(MetricError) in
            try transaction.apply(try operation("add hits a=1 7"))
            try transaction.apply(try operation("add hits a=1 7"))
            for label in 0..<12 { try transaction.apply(try operation("incr hits a=n\(label)")) }
          }
        }
        try transaction.attempt { (transaction) throws(MetricError) in
          try transaction.apply(try operation("add hits a=1 10"))
          try transaction.apply(try operation("incr hits a=n1"))
        }
      }
      #expect(try test.number("hits{a=\"1\"}") == 16)
      #expect(try test.number("hits{a=\"n1\"}") == 1)
      #expect(try test.contents().keys.filter { $0.hasPrefix("hits{") }.count == 3)
    }
  }

  @Test("An attempt within another is taken back with it, or alone")
  func nested() throws {
    try onFilledDatabase { test in
      let before = test.bytes()
      try test.database.update { (transaction) throws(MetricError) in
        attemptAndFail(&transaction) { (transaction) throws(MetricError) in
          try transaction.apply(try operation("add hits a=1 1"))
          try transaction.attempt { (transaction) throws(MetricError) in
            try transaction.apply(try operation("add hits a=1 2"))
          }
          attemptAndFail(&transaction) { (transaction) throws(MetricError) in
            try transaction.apply(try operation("add hits a=1 4"))
          }
          let series = try SeriesReference(parsing: "hits{a=\"1\"}")
          #expect(try transaction.read(series).state.value == .number(8))
        }
      }
      #expect(test.bytes() == before)
    }
  }
}
