internal import MetricModel

/// What the samples of one series have said so far.
struct SeriesReading {
  /// Where the line of its first sample begins.
  var line = 0
  /// The canonical labels.
  var labels: [UInt8] = []
  /// The number, sum or bits; see `SeriesTable`.
  var word: UInt64 = 0
  var created = Timestamp.notGiven
  var count: UInt64 = 0
  var sum = 0.0
  /// Buckets or quantiles as they came: bound or quantile, count or bits of the value.
  var parts: [(key: Double, word: UInt64)] = []
  /// The names of states as they came, and which are on.
  var states: [[UInt8]] = []
  private var seen: UInt8 = 0
  private var timestamp: Double?

  /// Whether a sample of a role has come.
  func has(_ role: SampleRole) -> Bool { seen & role.rawValue != 0 }

  /// Forgets all but the buffers, for a series that begins with a sample.
  mutating func begin(with sample: Sample) {
    line = sample.line
    created = .notGiven
    word = 0
    if !parts.isEmpty { parts.removeAll(keepingCapacity: true) }
    if !states.isEmpty { states.removeAll(keepingCapacity: true) }
    seen = 0
    timestamp = sample.timestamp
  }

  /// What a sample's timestamp says of the point that it is part of; nil when it breaks the rule.
  ///
  /// Source: OpenMetrics 1.0, "MetricPoint": points of a metric follow each other in time.
  func continues(_ sample: Sample) -> Continuation {
    switch (timestamp, sample.timestamp) {
    case (nil, nil): .samePoint
    case (let mine?, let other?):
      mine == other ? .samePoint : mine < other ? .nextPoint : .backwards
    default: .timestampOnSome
    }
  }

  enum Continuation { case samePoint, nextPoint, backwards, timestampOnSome }

  /// Takes a sample; false when there was one of the same name and labels.
  mutating func take(_ sample: Sample) -> Bool {
    switch sample.role {
    case .value, .created, .count, .sum:
      if has(sample.role) { return false }
      take(number: sample)
    case .bucket, .quantile:
      parts.append((sample.key, sample.word))
    case .state:
      if states.contains(sample.state) { return false }
      // One bit stands for a state; that there are too many is found when the series ends.
      if states.count < MetricFamily.Layout.maximumStates {
        word |= sample.word << UInt64(states.count)
      }
      states.append(sample.state)
    }
    seen |= sample.role.rawValue
    return true
  }

  private mutating func take(number sample: Sample) {
    switch sample.role {
    case .value: word = sample.word
    case .created: created = Timestamp(nanoseconds: Int64(bitPattern: sample.word))
    case .count: count = sample.word
    default: sum = Double(bitPattern: sample.word)
    }
  }
}
