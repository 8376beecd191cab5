internal import MetricModel

/// What decides how observations are gathered: the kind and layout of the metric.
struct Measure: Equatable, Sendable {
  let kind: MetricKind
  let layout: MetricFamily.Layout
}

/// The values of a histogram or summary between two commits.
///
/// What the metric looks like in the database is known from the first commit on. Until then the
/// values are kept one by one.
struct Observations: Sendable {
  private struct Single: Sendable {
    let number: Double
    let times: UInt64
  }

  /// Values that a form has no room for.
  struct Refused: Sendable {
    var count = 0
    /// The first of them.
    var value = 0.0

    static func += (total: inout Refused, more: Refused) {
      if total.count == 0 { total.value = more.value }
      total.count += more.count
    }
  }

  /// The form in which they are gathered; nil while it is not known.
  private(set) var measure: Measure?
  private var bounds: [Double] = []
  private var singles: [Single] = []
  private var histogram = HistogramValue(sum: 0, counts: [])
  private var summary = SummaryValue()
  private var isEmpty = true

  /// Nothing observed yet, of this form.
  init(_ measure: Measure? = nil) {
    self.measure = measure
    bounds = measure?.layout.bounds ?? []
  }

  /// How many values are kept one by one.
  var singleCount: Int { singles.count }

  /// Whether a number below 0 can be counted, as far as is known.
  var takesNegatives: Bool { measure == nil || HistogramValue.takesNegatives(bounds) }

  /// Counts a value; one below 0 only where it can be.
  mutating func observe(_ number: Double, times: UInt64) {
    guard let measure else {
      singles.append(Single(number: number, times: times))
      return
    }
    if isEmpty { begin(measure) }
    if measure.kind.hasBuckets {
      histogram.observe(number, bounds, times: times)
    } else {
      summary.observe(number, times: times)
    }
  }

  private mutating func begin(_ measure: Measure) {
    isEmpty = false
    if measure.kind.hasBuckets {
      histogram = .empty(bounds)
    } else {
      summary = .empty(quantiles: measure.layout.quantiles.count)
    }
  }

  /// Gathers the single values in a form that is known now.
  ///
  /// Returns what was left out, since that form has no room for values below 0.
  mutating func settle(on measure: Measure) -> Refused {
    guard self.measure == nil else { return Refused() }
    var settled = Observations(measure)
    var refused = Refused()
    for single in singles {
      if single.number < 0, !settled.takesNegatives {
        refused += Refused(count: 1, value: single.number)
      } else {
        settled.observe(single.number, times: single.times)
      }
    }
    self = settled
    return refused
  }

  /// Adds what was gathered in the same form, or value by value.
  ///
  /// Returns what was left out, as `settle` does.
  mutating func merge(_ other: Observations) -> Refused {
    var other = other
    var refused = Refused()
    if let measure { refused = other.settle(on: measure) }
    if let measure = other.measure { refused += settle(on: measure) }
    singles += other.singles
    guard let measure, !other.isEmpty else { return refused }
    if isEmpty { begin(measure) }
    if measure.kind.hasBuckets {
      _ = histogram.merge(other.histogram)
    } else {
      _ = summary.merge(other.summary)
    }
    return refused
  }

  /// All of it, once the form is known.
  var value: MetricValue? {
    guard let measure, !isEmpty else { return nil }
    return measure.kind.hasBuckets ? .histogram(histogram) : .summary(summary)
  }
}
