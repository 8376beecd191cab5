internal import MetricModel
internal import Statistics

extension ConformanceCheck {
  /// Times.
  static let timing: [ConformanceCheck] = [
    ConformanceCheck("A timed closure is counted once, and its result and error come through") {
      run in
      let wait = try run.backend.metric(.histogram, "wait", unit: "seconds").withLabels()
      let answer = try wait.timed { 42 }
      let later = try await wait.timed { () async throws -> Int in
        await Task.yield()
        return 43
      }
      run.expect(answer == 42 && later == 43, "the results are \(answer) and \(later)")
      do {
        try wait.timed { throw Interruption() }
        run.expect(false, "the error is lost")
      } catch is Interruption {}
      let timer = wait.startTimer()
      run.expect(try timer.stop() >= 0, "a time is below zero")
      try await run.expect(["wait_seconds_count": 4])
      let sum = try await run.subject.samples()["wait_seconds_sum"] ?? -1
      run.expect(sum > 0, "the sum of the times is \(sum)")
    },
    ConformanceCheck("A time is added to a counter, and set on a gauge") { run in
      let spent = try run.backend.metric(.counter, "spent", unit: "seconds").withLabels()
      let last = try run.backend.metric(.gauge, "last", unit: "seconds").withLabels()
      try last.set(-1)
      try spent.timed { try last.timed {} }
      let seen = try await run.subject.samples()
      run.expect(seen["spent_seconds_total"] ?? 0 > 0, "nothing was added")
      run.expect(seen["last_seconds"] ?? -1 >= 0, "nothing was set")
    },
  ]

  /// Beginning anew.
  static let resets: [ConformanceCheck] = [
    ConformanceCheck("A gauge that is reset is 0") { run in
      let level = try run.backend.metric(.gauge, "level").withLabels()
      try level.set(-7)
      try level.reset()
      try await run.expect(["level": 0])
    },
    ConformanceCheck("What is reset begins anew, corked or not", needs: [.resets]) { run in
      let hits = try run.backend.metric(.counter, "hits").withLabels()
      let wait = try run.backend.metric(.histogram, "wait", layout: .buckets([1])).withLabels()
      let size = try run.backend.metric(.summary, "size").withLabels()
      for isCorked in [false, true] {
        if isCorked { run.backend.cork() }
        try hits.add(5)
        try wait.sample(1)
        try size.sample(1)
        for series in [hits, wait, size] { try series.reset() }
        try hits.add(2)
        try wait.sample(3)
        try size.sample(4)
        try run.backend.uncork()
        try await run.expect([
          "hits_total": 2, "wait_count": 1, "wait_sum": 3, "size_count": 1, "size_sum": 4,
        ])
      }
    },
  ]

  /// Several threads.
  static let threads: [ConformanceCheck] = [
    ConformanceCheck("Updates of many threads all count, while one corks and uncorks") { run in
      let backend = run.backend
      let hits = try backend.metric(.counter, "hits", labels: ["thread"])
      let wait = try backend.metric(.histogram, "wait", layout: .buckets([1])).withLabels()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for thread in 0..<4 {
          group.addTask {
            let series = try hits.withLabels(String(thread))
            for step in 0..<50 {
              try series.add(1)
              try wait.sample(Double(step % 2))
              if thread == 0, step % 10 == 0 { backend.cork() }
              if thread == 0, step % 10 == 9 { try backend.uncork() }
            }
          }
        }
        try await group.waitForAll()
      }
      try backend.uncork()
      var wanted: [String: Double?] = ["wait_count": 200, "wait_sum": 100]
      for thread in 0..<4 { wanted["hits_total{thread=\"\(thread)\"}"] = 50 }
      try await run.expect(wanted)
    },
    ConformanceCheck("A metric that many threads declare at once is one") { run in
      let backend = run.backend
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<8 {
          group.addTask { try backend.metric(.counter, "hits").withLabels().add(1) }
        }
        try await group.waitForAll()
      }
      try await run.expect(["hits_total": 8])
    },
  ]
}

/// The error that a timed closure throws.
private struct Interruption: Error {}
