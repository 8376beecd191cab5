internal import Exposition
internal import MetricModel
internal import MetricOperations

/// The lines of StatsD that stand for an operation.
struct StatsDMessages: Sendable {
  let options: StatsDOptions
  private let encoder: StatsDEncoder

  init(options: StatsDOptions) {
    self.options = options
    encoder = StatsDEncoder(labels: options.labels == .tags ? .tags : .dotted)
  }

  /// The messages of an operation that has made one state of a series another.
  ///
  /// Each is of one line, or of two that must stay together.
  func lines(
    of operation: Operation, before: SeriesState?,
    after: (family: MetricFamily, state: SeriesState?)?
  ) throws(MetricError) -> [[UInt8]] {
    guard let (family, state) = after, let state else { return [] }
    let series = SeriesReference(name: family.name, labels: operation.series.labels)
    switch state.value {
    case .number(let number) where family.kind == .counter:
      return try counter(series, operation.action, from: before, to: number)
    case .number(let number):
      let suffix = family.kind == .info ? "_info" : ""
      let shown = SeriesReference(name: series.name.appending(suffix), labels: series.labels)
      return [try message(shown, .gauge(number))]
    case .start: return [try message(series, .gauge(elapsed(state)))]
    case .states(let mask): return try states(series, family, mask)
    case .histogram, .summary: return try observation(series, family, operation.action)
    }
  }

  private func elapsed(_ state: SeriesState) -> Double {
    state.value.number(at: state.updated) ?? 0
  }

  private func counter(
    _ series: SeriesReference, _ action: Operation.Action, from before: SeriesState?,
    to number: Double
  ) throws(MetricError) -> [[UInt8]] {
    let total = SeriesReference(name: series.name.appending("_total"), labels: series.labels)
    switch action {
    case .add(let delta), .merge(.number(let delta)): return [try message(total, .counter(delta))]
    case .set:
      guard case .number(let old)? = before?.value else {
        return [try message(total, .counter(number))]
      }
      return number == old ? [] : [try message(total, .counter(number - old))]
    default: return []
    }
  }

  private func states(
    _ series: SeriesReference, _ family: MetricFamily, _ mask: UInt64
  ) throws(MetricError) -> [[UInt8]] {
    var messages: [[UInt8]] = []
    for (place, state) in family.layout.states.enumerated() {
      let labels = try series.labels.merging(LabelSet([(family.name.text, state)]))
      let isOn = mask & 1 << UInt64(place) != 0
      messages.append(
        try message(SeriesReference(name: series.name, labels: labels), .gauge(isOn ? 1 : 0)))
    }
    return messages
  }

  private func observation(
    _ series: SeriesReference, _ family: MetricFamily, _ action: Operation.Action
  ) throws(MetricError) -> [[UInt8]] {
    switch action {
    case .observe(let number):
      if family.unit == "seconds" { return [try message(series, .milliseconds(number * 1_000))] }
      let value: StatsDValue = options.knowsHistograms ? .histogram(number) : .milliseconds(number)
      return [try message(series, value)]
    case .merge: throw .invalid(.valueOfOtherKind(series.name, family.kind))
    default: return []
    }
  }

  private func message(
    _ series: SeriesReference, _ value: StatsDValue
  ) throws(MetricError) -> [UInt8] {
    var text: [UInt8] = []
    guard
      encoder.append(
        name: Array(series.name.text.utf8), labels: series.labels.canonical[...], value, to: &text)
    else { throw .invalid(.notCarried(series.name, value.number)) }
    return text
  }
}
