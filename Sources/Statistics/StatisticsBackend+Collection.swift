public import MetricModel

/// Values that are asked for when they are collected, such as the length of a queue.
///
/// ```swift
/// try backend.metric(.gauge, "queue_length").withLabels()
///   .onCollect { Double(queue.count) } failed: { log($0) }
/// try backend.collect()
/// ```
/// A collection is `collect()`, an `uncork()` that ends a cork, a snapshot of `MemoryStatistics`, and
/// each commit of swift-metrics' factory. What the closures update is carried out together. A closure
/// may update any metric, declare metrics, and register and remove closures; those that it registers
/// run at the next collection. A collection that it begins itself runs no closures. Collections on
/// two threads may run a closure twice at the same time.
extension StatisticsBackend {
  /// Runs a closure at each collection from now on.
  ///
  /// When it throws, nothing of what it updated is done, and `failed` is told, as it is when the
  /// backend refuses what it updated. Neither keeps other closures and updates from being done.
  @discardableResult
  public func onCollect(
    _ body: @escaping @Sendable () throws -> Void, failed: @escaping @Sendable (any Error) -> Void
  ) -> Collector {
    let collector = Collector(body, failed: failed)
    metricRegistry.add(collector)
    return collector
  }

  /// Collects now: runs the closures and carries out what they update, corked or not.
  ///
  /// What a cork gathers stays gathered. Throws when the backend cannot be reached; what was
  /// collected is kept then as if it had been gathered.
  public func collect() throws(MetricError) {
    try metricRegistry.carryOut(metricRegistry.collected(), on: self)
  }
}

extension Series {
  /// Sets the series at each collection to the number that a closure gives, or leaves it for nil.
  ///
  /// `failed` is told what the closure throws, and when the number is refused.
  @discardableResult
  public func onCollect(
    _ number: @escaping @Sendable () throws -> Double?,
    failed: @escaping @Sendable (any Error) -> Void
  ) -> Collector {
    backend.onCollect({ if let number = try number() { try set(number) } }, failed: failed)
  }
}
