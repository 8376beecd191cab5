internal import MetricModel
internal import Statistics

extension ConformanceCheck {
  /// What gathering changes, and what it must not.
  static let corks: [ConformanceCheck] = [
    ConformanceCheck("A corked update is not seen before uncork, which shows it at once") { run in
      let hits = try run.backend.metric(.counter, "hits").withLabels()
      try hits.add(1)
      run.backend.cork()
      try hits.add(2)
      try await run.expect(["hits_total": 1])
      try run.backend.uncork()
      try await run.expect(["hits_total": 3])
      try hits.add(4)
      try await run.expect(["hits_total": 7])
    },
    ConformanceCheck("Uncork without cork does nothing, and corks are not counted") { run in
      let hits = try run.backend.metric(.counter, "hits").withLabels()
      try run.backend.uncork()
      run.backend.cork()
      run.backend.cork()
      try hits.add(1)
      try run.backend.uncork()
      try await run.expect(["hits_total": 1])
      try hits.add(1)
      try await run.expect(["hits_total": 2])
      try run.backend.uncork()
    },
    ConformanceCheck("Corked updates of every kind come to the same as uncorked ones") { run in
      let gathered = try EveryKind(run.backend, prefix: "gathered")
      let plain = try EveryKind(run.backend, prefix: "plain")
      try plain.update()
      run.backend.cork()
      try gathered.update()
      try run.backend.uncork()
      let seen = try await run.subject.samples().filter {
        !$0.key.contains("_created") && (run.showsBuckets || !$0.key.contains("_bucket"))
      }
      let expected = seen.filter { $0.key.hasPrefix("plain_") }
      run.expect(expected.count >= 10, "only \(expected.count) samples of every kind are shown")
      for (name, number) in expected {
        let twin = name.replacing("plain_", with: "gathered_")
        run.expect(seen[twin] == number, "\(name) is \(number), \(twin) \(seen[twin] ?? .nan)")
      }
    },
    ConformanceCheck("A gathered gauge shows what was done last") { run in
      let level = try run.backend.metric(.gauge, "level").withLabels()
      run.backend.cork()
      try level.add(100)
      try level.set(5)
      try level.add(2)
      try level.add(-1)
      try run.backend.uncork()
      try await run.expect(["level": 6])
    },
    ConformanceCheck("A gathered update that breaks a rule is refused at once") { run in
      let hits = try run.backend.metric(.counter, "hits").withLabels()
      run.backend.cork()
      try hits.add(1)
      run.expectInvalid("a step of -1") { () throws(MetricError) in try hits.add(-1) }
      run.expectInvalid("an observation") { () throws(MetricError) in try hits.sample(1) }
      try run.backend.uncork()
      try await run.expect(["hits_total": 1])
    },
    ConformanceCheck("A thousand gathered series all arrive") { run in
      let hits = try run.backend.metric(.counter, "hits", labels: ["number"])
      run.backend.cork()
      for number in 0..<1_000 { try hits.withLabels(String(number)).add(Double(number)) }
      try run.backend.uncork()
      var wanted: [String: Double?] = [:]
      for number in 0..<1_000 { wanted["hits_total{number=\"\(number)\"}"] = Double(number) }
      try await run.expect(wanted)
    },
  ]
}

/// A series of each kind, and some updates of all.
private struct EveryKind {
  let counter: Series
  let gauge: Series
  let histogram: Series
  let summary: Series
  let info: Series
  let stateset: Series
  let unknown: Series

  init(_ backend: any StatisticsBackend, prefix: String) throws(MetricError) {
    counter = try backend.metric(.counter, prefix + "_hits").withLabels()
    gauge = try backend.metric(.gauge, prefix + "_level").withLabels()
    histogram = try backend.metric(.histogram, prefix + "_wait", unit: "seconds").withLabels()
    summary = try backend.metric(
      .summary, prefix + "_sizes", layout: .quantiles([0.5, 0.9])
    ).withLabels()
    info = try backend.metric(.info, prefix + "_build", labels: ["v"]).withLabels("1")
    stateset = try backend.metric(
      .stateset, prefix + "_phase", layout: .states(["a", "b", "c"])
    ).withLabels()
    unknown = try backend.metric(.unknown, prefix + "_thing").withLabels()
  }

  func update() throws(MetricError) {
    for step in 1...10 {
      let number = Double(step)
      try counter.add(number)
      try gauge.set(number)
      try gauge.add(-number * 2)
      try histogram.sample(number / 4)
      try summary.sample(number)
      try info.setInfo()
      try stateset.set(state: ["a", "b", "c"][step % 3])
      try unknown.add(number / 2)
    }
    try counter.set(60)
    try counter.add(1)
    try counter.set(70)
    try counter.set(80)
  }
}
