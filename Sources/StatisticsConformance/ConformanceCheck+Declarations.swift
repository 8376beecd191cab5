internal import MetricModel
internal import Statistics

extension ConformanceCheck {
  /// What may be declared twice, and what may not be declared together.
  static let declarations: [ConformanceCheck] = [
    ConformanceCheck("A unit is joined to the name, once") { run in
      let wait = try run.backend.metric(.gauge, "wait", unit: "seconds")
      let same = try run.backend.metric(.gauge, "wait_seconds", unit: "seconds")
      let sent = try run.backend.metric(.counter, "sent_total", unit: "bytes")
      try wait.withLabels().set(1)
      try same.withLabels().add(2)
      try sent.withLabels().add(4)
      try await run.expect(["wait_seconds": 3, "sent_bytes_total": 4])
    },
    ConformanceCheck("A metric that is declared again is the same") { run in
      let first = try run.backend.metric(
        .histogram, "sizes", help: "Sizes.", labels: ["a", "b"], layout: .buckets([1]))
      let second = try run.backend.metric(
        .histogram, "sizes", help: "Sizes of it.", labels: ["b", "a"], layout: .buckets([1]))
      try first.withLabels("1", "2").sample(0.5)
      try second.withLabels("2", "1").sample(0.25)
      try await run.expect([
        #"sizes_count{a="1",b="2"}"#: 2, #"sizes_sum{a="1",b="2"}"#: 0.75,
      ])
    },
    ConformanceCheck("A metric that is declared again in another way is refused") { run in
      let backend = run.backend
      let sizes = try backend.metric(.histogram, "sizes", labels: ["a"], layout: .buckets([1]))
      run.expectInvalid("another kind") { () throws(MetricError) in
        _ = try backend.metric(.gauge, "sizes", labels: ["a"])
      }
      run.expectInvalid("other buckets") { () throws(MetricError) in
        _ = try backend.metric(.histogram, "sizes", labels: ["a"], layout: .buckets([1, 2]))
      }
      run.expectInvalid("another label") { () throws(MetricError) in
        _ = try backend.metric(.histogram, "sizes", labels: ["b"], layout: .buckets([1]))
      }
      run.expectInvalid("no labels") { () throws(MetricError) in
        _ = try backend.metric(.histogram, "sizes", layout: .buckets([1]))
      }
      try sizes.withLabels("x").sample(1)
      try await run.expect([#"sizes_count{a="x"}"#: 1])
    },
    ConformanceCheck("Metrics whose samples would share a name are refused") { run in
      let backend = run.backend
      _ = try backend.metric(.counter, "hits")
      run.expectInvalid("a gauge named as a counter's time") { () throws(MetricError) in
        _ = try backend.metric(.gauge, "hits_created")
      }
      _ = try backend.metric(.gauge, "sizes_count")
      run.expectInvalid("a summary whose count is a gauge") { () throws(MetricError) in
        _ = try backend.metric(.summary, "sizes")
      }
      // What was refused is not declared.
      try backend.metric(.gauge, "sizes").withLabels().set(1)
      try await run.expect(["sizes": 1])
    },
    ConformanceCheck("A histogram without buckets has those of its unit, or is refused") { run in
      let backend = run.backend
      try backend.metric(.histogram, "wait", unit: "seconds").withLabels().sample(0.05)
      run.expectInvalid("a histogram of anything") { () throws(MetricError) in
        _ = try backend.metric(.histogram, "sizes")
      }
      try await run.expect([
        "wait_seconds_count": 1, #"wait_seconds_bucket{le="0.01"}"#: 0,
        #"wait_seconds_bucket{le="0.1"}"#: 1,
      ])
    },
  ]
}
