internal import CoreMetrics
internal import MetricModel
internal import MetricsTestKit
internal import Statistics
internal import StatisticsMetrics
internal import TestSupport
internal import Testing

/// What holds while many threads update and others commit: run under ThreadSanitizer as well.
@Suite struct MetricsConcurrencyTests {
  static let threads = 8
  static let steps = 2_000

  @Test("Commits that race with updates lose none, and count none twice")
  func racingFlushes() async throws {
    let test = MetricsTest()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for thread in 0..<Self.threads {
        group.addTask { Self.update(test.factory, thread) }
      }
      for _ in 0..<2 {
        group.addTask {
          for round in 0..<100 {
            if round % 5 == 0 { test.backend.fail(after: round % 3) }
            do throws(MetricError) {
              try test.factory.flush()
            } catch { #expect(error == FailingStatistics.fault) }
            test.backend.recover()
            await Task.yield()
          }
        }
      }
      try await group.waitForAll()
    }
    try test.factory.flush()
    let total = Self.threads * Self.steps
    let text = try test.text()
    for line in [
      "hits_total \(total)", "work_total \(Double(total) / 2)".replacing(".0", with: ""),
      "level \(total)", "wait_seconds_count \(total)", "sizes_count \(total)",
    ] { #expect(text.contains(line + "\n"), "\(line)") }
    #expect(test.reports == [])
  }

  private static func update(_ factory: StatisticsMetricsFactory, _ thread: Int) {
    for step in 0..<steps {
      // Made anew each time, as much code does.
      Counter(label: "hits", factory: factory).increment()
      FloatingPointCounter(label: "work", factory: factory).increment(by: 0.5)
      Meter(label: "level", factory: factory).increment()
      let timer = Timer(label: "wait", factory: factory)
      timer.recordMilliseconds(step % 100)
      Recorder(label: "sizes", factory: factory).record(step)
      if step % 7 == 0 { timer.destroy() }
    }
  }

  @Test("Threads that make the same and other series at once get each of them once")
  func racingHandlers() async throws {
    let test = MetricsTest()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<Self.threads {
        group.addTask {
          for number in 0..<100 { test.counter("hits", [("n", "\(number)")]).increment() }
        }
      }
    }
    try test.factory.flush()
    let counts = try test.text().split(separator: "\n").dropFirst().dropLast()
    #expect(counts.count == 100)
    #expect(counts.allSatisfy { $0.hasSuffix(" \(Self.threads)") })
  }

  @Test("Totals are those of swift-metrics' own test kit, whatever is done")
  func likeTestMetrics() throws {
    var dice = SeededGenerator(for: "likeTestMetrics")
    let test = MetricsTest()
    let kit = TestMetrics()
    let both = MultiplexMetricsHandler(factories: [test.factory, kit])
    for _ in 0..<2_000 {
      let label = dice.pick(["a.hits", "b.hits"])
      let dimensions = dice.pick([[], [("code", "200")], [("code", "404"), ("path", "/")]])
      switch Int.random(in: 0..<4, using: &dice) {
      case 0:
        Counter(label: label, dimensions: dimensions, factory: both)
          .increment(by: Int.random(in: 0..<1_000, using: &dice))
      case 1:
        Meter(label: label + ".level", dimensions: dimensions, factory: both)
          .set(Int.random(in: -9..<9, using: &dice))
      case 2:
        Timer(label: label + ".wait", dimensions: dimensions, factory: both)
          .recordNanoseconds(Int64.random(in: 0..<1_000, using: &dice) * 1_000_000_000)
      default:
        if Int.random(in: 0..<20, using: &dice) == 0 { try test.factory.flush() }
      }
    }
    try test.factory.flush()
    for counter in kit.counters {
      let number = try number(counter.label, counter.dimensions, in: test)
      #expect(number == Double(counter.totalValue))
    }
    for meter in kit.meters {
      #expect(try number(meter.label, meter.dimensions, in: test) == meter.lastValue)
    }
    for timer in kit.timers {
      let series = try series(timer.label + ".seconds", timer.dimensions)
      guard case .histogram(let value)? = test.backend.memory.state(of: series)?.value else {
        Issue.record("no histogram \(series)")
        continue
      }
      #expect(value.count == UInt64(timer.values.count))
      #expect(value.sum == Double(timer.values.reduce(0, +)) / 1e9)
    }
  }

  private func series(
    _ label: String, _ dimensions: [(String, String)]
  ) throws(MetricError) -> SeriesReference {
    SeriesReference(
      name: try MetricName(label.replacing(".", with: "_")),
      labels: try LabelSet(dimensions.map { (name: $0.0, value: $0.1) }))
  }

  private func number(
    _ label: String, _ dimensions: [(String, String)], in test: MetricsTest
  ) throws(MetricError) -> Double? {
    test.backend.memory.state(of: try series(label, dimensions))?.value.number(
      at: Timestamp(nanoseconds: 0))
  }
}
