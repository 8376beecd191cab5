public import MetricModel
internal import SystemCalls

/// Times by the monotonic clock, in seconds: a histogram or summary counts them, a counter adds them
/// up, and a gauge keeps the last.
extension Series {
  /// Begins to measure; `stop()` of what it returns ends it.
  public func startTimer() -> SeriesTimer { SeriesTimer(self) }

  /// Runs a closure and records how long it took, also when it throws.
  ///
  /// Throws what the closure throws. Where it does not, it throws the `MetricError` of a time that
  /// could not be recorded; to keep a result in that case, use `startTimer()`.
  public func timed<Result>(_ body: () throws -> Result) throws -> Result {
    let timer = startTimer()
    let result: Result
    do {
      result = try body()
    } catch {
      // The closure's own error says more than one of the metric.
      _ = try? timer.stop()
      throw error
    }
    try timer.stop()
    return result
  }

  /// Runs an asynchronous closure and records how long it took, waiting included.
  public func timed<Result>(
    isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Result
  ) async throws -> Result {
    let timer = startTimer()
    let result: Result
    do {
      result = try await body()
    } catch {
      _ = try? timer.stop()
      throw error
    }
    try timer.stop()
    return result
  }

  /// Records a time.
  func record(seconds: Double) throws(MetricError) {
    switch kind {
    case .counter: try add(seconds)
    case .gauge, .unknown, .duration: try set(seconds)
    case .histogram, .gaugehistogram, .summary, .info, .stateset: try sample(seconds)
    }
  }
}

/// A time that is being measured.
public struct SeriesTimer: Sendable {
  private let series: Series
  private let start = monotonicNanoseconds()

  init(_ series: Series) { self.series = series }

  /// Records the time since the beginning, and returns it in seconds.
  ///
  /// Each call records one.
  @discardableResult
  public func stop() throws(MetricError) -> Double {
    let seconds = Double(monotonicNanoseconds() - start) / 1e9
    try series.record(seconds: seconds)
    return seconds
  }
}
