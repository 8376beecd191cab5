internal import MetricModel
internal import MetricOperations
internal import Statistics

/// Every handler of a factory: one for each series and form of update.
struct HandlerTable {
  /// What one metric has.
  struct Entry {
    var family: MetricFamily
    /// swift-metrics' label that it was made of.
    let label: String
    var isDeclared = false
    /// Why the backend refuses it; nil while it does not.
    var refusal: MetricError?
    /// The dimensions that the labels' names were made of.
    var dimensions: [String: String] = [:]
    var slots: [Key: Slot] = [:]
  }

  /// Which handler: a series may have one of each form.
  struct Key: Hashable {
    let labels: LabelSet
    let form: Form
  }

  /// How updates come.
  enum Form { case integers, numbers, gauge, observations }

  /// A handler, and how many have been given out that were not destroyed.
  struct Slot {
    let buffer: any BufferedSeries
    var users: Int
  }

  var entries: [MetricName: Entry] = [:]

  /// The handler of a series, the one that is there or a new one.
  ///
  /// Throws `invalid` where the names break a rule, or were made of something else before.
  mutating func slot(
    _ request: HandlerRequest, registry: MetricRegistry, reporter: MetricsReporter
  ) throws(MetricError) -> any BufferedSeries {
    let name = request.family.name
    if entries[name] == nil {
      _ = try registry.reserve(request.family, labelNames: nil)
      entries[name] = Entry(family: request.family, label: request.label)
    }
    guard var entry = entries[name] else { throw .notFound(.metric(name)) }
    entries[name] = nil  // Changes in place, and not a copy.
    defer { entries[name] = entry }
    guard entry.label == request.label else {
      throw .invalid(.nameTaken(request.label, by: entry.label))
    }
    _ = try registry.reserve(request.family, labelNames: nil)
    let labels = try entry.labels(request.dimensions)
    let key = Key(labels: labels, form: request.form)
    if let slot = entry.slots[key] {
      entry.slots[key]?.users += 1
      return slot.buffer
    }
    let identity = BufferedIdentity(
      of: entry.family, key: key, label: request.label, reporter: reporter)
    let buffer = request.makeBuffer(identity)
    entry.slots[key] = Slot(buffer: buffer, users: 1)
    return buffer
  }

  /// Notes that a handler that was given out will not be updated again.
  mutating func release(_ buffer: any BufferedSeries) {
    let identity = buffer.identity
    entries[identity.metric]?.slots[identity.key]?.users -= 1
  }
}

/// A handler that somebody wants.
struct HandlerRequest {
  let label: String
  let dimensions: [(String, String)]
  let family: MetricFamily
  let form: HandlerTable.Form
  let makeBuffer: (BufferedIdentity) -> any BufferedSeries
}

extension HandlerTable.Entry {
  /// The labels that dimensions become.
  fileprivate mutating func labels(
    _ dimensions: [(String, String)]
  ) throws(MetricError) -> LabelSet {
    for (dimension, _) in dimensions {
      let name = MetricsNames.label(dimension)
      if let known = self.dimensions[name], known != dimension {
        throw .invalid(.nameTaken(dimension, by: known))
      }
    }
    let labels = try LabelSet(dimensions.map { (MetricsNames.label($0.0), $0.1) })
    try family.checkLabels(labels)
    for (dimension, _) in dimensions { self.dimensions[MetricsNames.label(dimension)] = dimension }
    return labels
  }
}
