public import MetricModel
public import MetricOperations

/// Where a program's metrics go: memory, a database, a StatsD server, or something of its own.
///
/// A program declares its metrics with `metric`, and updates their series:
///
/// ```swift
/// let requests = try backend.metric(
///   .counter, "http_requests", help: "Requests answered.", labels: ["method", "code"])
/// try requests.withLabels("GET", "200").add(1)
/// ```
///
/// An update is carried out when the call returns, unless the backend is corked: then it is gathered
/// and summed with others of its series, and `uncork()` carries all out together. Neither needs
/// ever be called. All of it may be called from any thread.
///
/// A backend of one's own has a registry and carries operations out; all else is given.
public protocol StatisticsBackend: Sendable {
  /// The metrics declared through this backend, and what it gathers while it is corked.
  var metricRegistry: MetricRegistry { get }

  /// Carries operations out now, in their order, corked or not.
  ///
  /// Either all of them or, when it throws, none but those that the failure counts as committed. A
  /// declaration comes before the first update of its metric, and may come again.
  func commit(_ operations: [Operation]) throws(CommitFailure)

  /// Gathers updates from now on, those of all threads, instead of carrying them out.
  ///
  /// Corks are not counted: it is a switch, and to call it twice is to call it once. What is
  /// gathered is not seen anywhere before `uncork()`. Declarations are not gathered.
  func cork()

  /// Carries out at once all that was gathered, together, and gathers no more.
  ///
  /// The end of a cork is a collection: the closures of `onCollect` run before. Safe without `cork()`. When the backend cannot be reached, what was gathered is kept and goes
  /// before the next update or with the next `uncork()`. When an update is refused (`invalid` or
  /// `notFound`), nothing of what was gathered is done, and it is forgotten.
  func uncork() throws(MetricError)
}

extension StatisticsBackend {
  /// Gathers updates from now on.
  public func cork() { metricRegistry.cork() }

  /// Carries out at once all that was gathered, and gathers no more.
  public func uncork() throws(MetricError) { try metricRegistry.uncork(self) }

  /// Corks the backend, runs a closure, and uncorks it, also when the closure throws.
  public func corked<Result>(
    _ body: () throws(MetricError) -> Result
  ) throws(MetricError) -> Result {
    cork()
    let result: Result
    do throws(MetricError) {
      result = try body()
    } catch {
      try uncork()
      throw error
    }
    try uncork()
    return result
  }

  /// Declares a metric, or finds it when it is declared already.
  ///
  /// A unit is joined to the name with `_`: `wait` in `seconds` is `wait_seconds`. A name that ends
  /// in it stays as it is, and a counter's `_total` comes off before. Every series of the metric
  /// bears the labels of these names. A histogram without buckets gets those that suit seconds or
  /// bytes.
  ///
  /// Throws `invalid` when it is declared with another kind, with other buckets, quantiles or
  /// states, or with other label names, and when its samples would have the name of another
  /// metric's. Another help text replaces the first.
  public func metric(
    _ kind: MetricKind, _ name: String, unit: String = "", help: String = "",
    labels: [String] = [], layout: MetricFamily.Layout = .plain
  ) throws(MetricError) -> Metric {
    let family = try MetricFamily(
      name: try joinedName(name, unit: unit, kind: kind), kind: kind, help: help, unit: unit,
      layout: layout, created: Timestamp(nanoseconds: 0))
    let declared = try metricRegistry.declare(family, labelNames: labels, on: self)
    return Metric(family: declared, labelNames: labels, bound: .empty, backend: self)
  }
}

/// A metric's name with its unit at the end.
private func joinedName(
  _ name: String, unit: String, kind: MetricKind
) throws(MetricError) -> MetricName {
  let given = MetricFamily.canonicalName(try MetricName(name), kind: kind)
  if unit.isEmpty || given.text.hasSuffix("_" + unit) { return try MetricName(name) }
  return try MetricName("\(given)_\(unit)")
}

/// Why operations were not carried out, and how many at their beginning were.
public struct CommitFailure: Error, Equatable, Sendable {
  /// What went wrong.
  public var reason: MetricError
  /// The number of operations that were carried out before; the others were not.
  ///
  /// 0 for backends that do all or nothing. One that sends cannot take back what it has sent.
  public var committed: Int

  /// A failure by its parts.
  public init(_ reason: MetricError, committed: Int = 0) {
    self.reason = reason
    self.committed = committed
  }

  /// Whether an operation broke a rule, so that to try the same again is no use.
  public var isRefusal: Bool {
    switch reason {
    case .invalid, .notFound: true
    case .failure, .refused, .served, .database, .line: false
    }
  }
}
