internal import MetricModel
internal import Statistics

extension ConformanceCheck {
  /// What each kind of metric takes, and what it refuses.
  static let kinds: [ConformanceCheck] = [
    ConformanceCheck("A counter adds up, and takes nothing below zero") { run in
      let hits = try run.backend.metric(.counter, "hits", help: "Hits.").withLabels()
      try hits.add()
      try hits.add(2.5)
      run.expectInvalid("a step of -1") { () throws(MetricError) in try hits.add(-1) }
      run.expectInvalid("a step that is no number") { () throws(MetricError) in try hits.add(.nan) }
      run.expectInvalid("an observation") { () throws(MetricError) in try hits.sample(1) }
      try await run.expect(["hits_total": 3.5])
    },
    ConformanceCheck("A counter may be set to more, and not to less") { run in
      let hits = try run.backend.metric(.counter, "hits").withLabels()
      try hits.set(10)
      try hits.set(12)
      run.expectInvalid("a lower number") { () throws(MetricError) in try hits.set(11) }
      try hits.add(1)
      try await run.expect(["hits_total": 13])
    },
    ConformanceCheck("A counter counts every integer up to 2^53") { run in
      let bytes = try run.backend.metric(.counter, "sent", unit: "bytes").withLabels()
      try bytes.add(9_007_199_254_740_991)
      try await run.expect(["sent_bytes_total": 9_007_199_254_740_991])
      try bytes.add(1)
      run.expectInvalid("a step that would be lost") { () throws(MetricError) in try bytes.add(1) }
    },
    ConformanceCheck("A gauge goes up and down, also below zero") { run in
      let level = try run.backend.metric(.gauge, "level").withLabels()
      try level.set(-5)
      try await run.expect(["level": -5])
      try level.add(2)
      try await run.expect(["level": -3])
      try level.set(0.25)
      try level.add(-0.5)
      try await run.expect(["level": -0.25])
      run.expectInvalid("a state") { () throws(MetricError) in try level.set(state: "on") }
    },
    ConformanceCheck("An unknown is a number like a gauge") { run in
      let level = try run.backend.metric(.unknown, "level").withLabels()
      try level.set(4)
      try level.add(-1.5)
      try await run.expect(["level": 2.5])
    },
    ConformanceCheck("A histogram counts and sums what it observes") { run in
      let sizes = try run.backend.metric(
        .histogram, "sizes", layout: .buckets([1, 10])
      ).withLabels()
      for size in [0.5, 1, 7, 64] { try sizes.sample(size) }
      run.expectInvalid("an endless observation") { () throws(MetricError) in
        try sizes.sample(.infinity)
      }
      run.expectInvalid("a step") { () throws(MetricError) in try sizes.add(1) }
      try await run.expect([
        "sizes_count": 4, "sizes_sum": 72.5, #"sizes_bucket{le="1.0"}"#: 2,
        #"sizes_bucket{le="10.0"}"#: 3, #"sizes_bucket{le="+Inf"}"#: 4,
      ])
    },
    ConformanceCheck("A summary counts and sums what it observes") { run in
      let sizes = try run.backend.metric(.summary, "sizes", layout: .quantiles([0.5])).withLabels()
      for size in [1.0, 2, 4] { try sizes.sample(size) }
      run.expectInvalid("a negative observation") { () throws(MetricError) in
        try sizes.sample(-1)
      }
      try await run.expect(["sizes_count": 3, "sizes_sum": 7])
    },
    ConformanceCheck("An info is there with value 1") { run in
      let build = try run.backend.metric(.info, "build", labels: ["version"]).withLabels("1.2")
      try build.setInfo()
      try build.setInfo()
      run.expectInvalid("a number") { () throws(MetricError) in try build.set(2) }
      try await run.expect([#"build_info{version="1.2"}"#: 1])
    },
    ConformanceCheck("A stateset has one state on") { run in
      let phase = try run.backend.metric(
        .stateset, "phase", layout: .states(["starting", "up"])
      ).withLabels()
      try phase.set(state: "starting")
      try phase.set(state: "up")
      run.expectInvalid("a state that it has not") { () throws(MetricError) in
        try phase.set(state: "down")
      }
      try await run.expect([#"phase{phase="starting"}"#: 0, #"phase{phase="up"}"#: 1])
    },
    ConformanceCheck("A duration shows the seconds since it began") { run in
      let uptime = try run.backend.metric(.duration, "uptime").withLabels()
      try uptime.set(3_600)
      let seen = try await run.subject.samples()["uptime"] ?? 0
      run.expect(seen >= 3_600 && seen < 7_200, "uptime is \(seen), not 3600 and little more")
      run.expectInvalid("a step") { () throws(MetricError) in try uptime.add(1) }
    },
  ]
}
