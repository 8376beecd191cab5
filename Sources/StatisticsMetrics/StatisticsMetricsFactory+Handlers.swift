public import CoreMetrics
internal import MetricModel
internal import MetricOperations
internal import Statistics

/// What swift-metrics asks of a factory.
extension StatisticsMetricsFactory {
  /// A counter.
  public func makeCounter(
    label: String, dimensions: [(String, String)]
  ) -> any CounterHandler {
    handler(label, dimensions, .counter, .plain, .integers) { CounterBuffer($0) }
      ?? NOOPMetricsHandler.instance
  }

  /// A counter.
  public func makeFloatingPointCounter(
    label: String, dimensions: [(String, String)]
  ) -> any FloatingPointCounterHandler {
    handler(label, dimensions, .counter, .plain, .numbers) { FloatingCounterBuffer($0) }
      ?? NOOPMetricsHandler.instance
  }

  /// A gauge.
  public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    handler(label, dimensions, .gauge, .plain, .gauge) { GaugeBuffer($0) }
      ?? NOOPMetricsHandler.instance
  }

  /// A summary or histogram when it aggregates, otherwise a gauge that shows the last number.
  public func makeRecorder(
    label: String, dimensions: [(String, String)], aggregate: Bool
  ) -> any RecorderHandler {
    guard aggregate else {
      return handler(label, dimensions, .gauge, .plain, .gauge) { GaugeBuffer($0) }
        ?? NOOPMetricsHandler.instance
    }
    return observations(label, dimensions, unit: "", options.recorders)
      ?? NOOPMetricsHandler.instance
  }

  /// A histogram or summary of seconds.
  public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    observations(label, dimensions, unit: "seconds", options.timers)
      ?? NOOPMetricsHandler.instance
  }

  /// Lets a counter go once its updates are committed.
  public func destroyCounter(_ handler: any CounterHandler) { release(handler) }

  /// Lets a counter go once its updates are committed.
  public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {
    release(handler)
  }

  /// Lets a gauge go once its updates are committed.
  public func destroyMeter(_ handler: any MeterHandler) { release(handler) }

  /// Lets a recorder go once its updates are committed.
  public func destroyRecorder(_ handler: any RecorderHandler) { release(handler) }

  /// Lets a timer go once its updates are committed.
  public func destroyTimer(_ handler: any TimerHandler) { release(handler) }

  private func observations(
    _ label: String, _ dimensions: [(String, String)], unit: String,
    _ usual: StatisticsMetricsOptions.Distribution
  ) -> ObservationBuffer? {
    let distribution = options.distributions[label] ?? usual
    let limit = backend.metricRegistry.keepsEvents ? options.maximumObservations : nil
    return handler(
      label, dimensions, distribution.kind, distribution.layout, .observations, unit: unit
    ) { ObservationBuffer($0, eventLimit: limit) }
  }

  /// The handler of a series; nil, and told, when it may not be.
  private func handler<Buffer: BufferedSeries>(
    _ label: String, _ dimensions: [(String, String)], _ kind: MetricKind,
    _ layout: MetricFamily.Layout, _ form: HandlerTable.Form, unit: String = "",
    make: @escaping (BufferedIdentity) -> Buffer
  ) -> Buffer? {
    do throws(MetricError) {
      let name = try MetricsNames.metric(label, namespace: options.namespace, unit: unit)
      let family = try MetricFamily(
        name: name, kind: kind, help: options.help[label] ?? "", unit: unit, layout: layout,
        created: Timestamp(nanoseconds: 0))
      let request = HandlerRequest(
        label: label, dimensions: dimensions, family: family, form: form, makeBuffer: make)
      return try table.withLock { table throws(MetricError) in
        try table.slot(request, registry: backend.metricRegistry, reporter: reporter)
      } as? Buffer
    } catch {
      let shown = dimensions.map { "\($0.0)=\($0.1)" }.joined(separator: ",")
      reporter.refuse(label: label, subject: "\(kind) \(label){\(shown)}", error)
      return nil
    }
  }

  private func release(_ handler: AnyObject) {
    guard let buffer = handler as? any BufferedSeries else { return }
    table.withLock { $0.release(buffer) }
  }
}
