internal import MetricModel
internal import Statistics
internal import Synchronization

extension ConformanceCheck {
  /// Values that are asked for when they are collected.
  static let collections: [ConformanceCheck] = [
    ConformanceCheck("A gauge that a closure gives is as it was at each collection") { run in
      let shared = Shared()
      let level = try run.backend.metric(.gauge, "level").withLabels()
      level.onCollect {
        Double(shared.count)
      } failed: { _ in
        shared.fail()
      }
      for count in [3, -5, 0] {
        shared.set(count)
        try run.backend.collect()
        try await run.expect(["level": Double(count)])
      }
      run.expect(shared.failures == 0, "a closure failed")
    },
    ConformanceCheck("The end of a cork collects, and collecting leaves a cork alone") { run in
      let shared = Shared()
      shared.set(1)
      let hits = try run.backend.metric(.counter, "hits").withLabels()
      let level = try run.backend.metric(.gauge, "level").withLabels()
      run.backend.onCollect {
        try level.set(Double(shared.count))
      } failed: { _ in
        shared.fail()
      }
      run.backend.cork()
      try hits.add(1)
      try run.backend.collect()
      try await run.expect(["level": 1, "hits_total": nil])
      shared.set(2)
      try run.backend.uncork()
      try await run.expect(["level": 2, "hits_total": 1])
      run.expect(shared.failures == 0, "a closure failed")
    },
    ConformanceCheck("A closure that throws, or is refused, harms no other and is told of") { run in
      let shared = Shared()
      let hits = try run.backend.metric(.counter, "hits").withLabels()
      let level = try run.backend.metric(.gauge, "level", labels: ["at"])
      let levels = try ["first", "thrown", "last"].map { at throws(MetricError) in
        try level.withLabels(at)
      }
      try hits.add(5)
      run.backend.onCollect {
        try levels[0].set(1)
      } failed: { _ in
        shared.fail()
      }
      run.backend.onCollect {
        try levels[1].set(1)
        throw Interrupted()
      } failed: {
        if $0 is Interrupted { shared.fail() }
      }
      hits.onCollect {
        4
      } failed: {
        if ($0 as? MetricError)?.exitStatus == 2 { shared.fail() }
      }
      run.backend.onCollect {
        try hits.add(-1)
      } failed: { _ in
        shared.fail()
      }
      run.backend.onCollect {
        try levels[2].set(2)
      } failed: { _ in
        shared.fail()
      }
      run.backend.cork()
      try hits.add(2)
      try run.backend.uncork()
      run.expect(shared.failures == 3, "\(shared.failures) failures are told of, not 3")
      try await run.expect([
        "hits_total": 7, #"level{at="first"}"#: 1, #"level{at="thrown"}"#: nil,
        #"level{at="last"}"#: 2,
      ])
    },
    ConformanceCheck("A closure may update, declare, register and collect as it likes") { run in
      let shared = Shared()
      let backend = run.backend
      let hits = try backend.metric(.counter, "hits").withLabels()
      backend.onCollect {
        try hits.add(1)
        try backend.metric(.gauge, "level").withLabels().set(1)
        try backend.collect()
        backend.cork()
        try hits.add(1)
        try backend.uncork()
        backend.onCollect {
          try hits.add(10)
        } failed: { _ in
          shared.fail()
        }
      } failed: { _ in
        shared.fail()
      }
      try backend.collect()
      let first = try await run.subject.samples()
      run.expect((first["hits_total"] ?? 0) >= 2, "hits_total is \(first["hits_total"] ?? .nan)")
      run.expect(first["level"] == 1, "the gauge that a closure declares is missing")
      try backend.collect()
      let second = try await run.subject.samples()
      run.expect(
        (second["hits_total"] ?? 0) >= 14, "a registered closure did not run at the next collection"
      )
      run.expect(shared.failures == 0, "a closure failed")
    },
    ConformanceCheck("A closure that is removed, also by itself, runs no more") { run in
      let shared = Shared()
      let backend = run.backend
      let hits = try backend.metric(.counter, "hits").withLabels()
      let level = try backend.metric(.gauge, "level").withLabels()
      let removed = level.onCollect {
        Double(shared.count)
      } failed: { _ in
        shared.fail()
      }
      shared.keep(
        backend.onCollect {
          try hits.add(10)
          shared.removeKept()
        } failed: { _ in
          shared.fail()
        })
      try backend.collect()
      try await run.expect(["hits_total": 10, "level": 0])
      removed.remove()
      removed.remove()
      shared.set(1)
      try backend.collect()
      try await run.expect(["hits_total": 10, "level": 0])
      run.expect(shared.failures == 0, "a closure failed")
    },
  ]
}

/// What a closure threw.
private struct Interrupted: Error {}

/// What a check and its closures share.
private final class Shared: Sendable {
  private let number = Atomic(0)
  private let failed = Atomic(0)
  private let kept = AtomicLazyReference<Collector>()

  var count: Int { number.load(ordering: .relaxed) }
  var failures: Int { failed.load(ordering: .relaxed) }

  func set(_ count: Int) { number.store(count, ordering: .relaxed) }
  func fail() { failed.wrappingAdd(1, ordering: .relaxed) }
  func keep(_ collector: Collector) { _ = kept.storeIfNil(collector) }
  func removeKept() { kept.load()?.remove() }
}
