public import MetricModel

/// One change to the database, as a value: what a command, a batch line or a program asks for.
public struct Operation: Equatable, Sendable {
  /// The family and labels it is about.
  ///
  /// For `declare` the labels are empty.
  public var series: SeriesReference
  /// What to do with it.
  public var action: Action
  /// The kind to declare the family as when it is missing; nil leaves that an error.
  public var declaring: MetricKind?

  /// What can be done to a family or to one of its series.
  public enum Action: Equatable, Sendable {
    case declare(Declaration)
    /// Moves the value by a number; `incr` is `add(1)`.
    case add(Double)
    /// Makes the value a number; the elapsed seconds for a duration.
    case set(Double, onlyIfNew: Bool)
    /// Turns one state of a stateset on and the others off.
    case setState(String, onlyIfNew: Bool)
    /// Makes an info's series be there.
    case setInfo(onlyIfNew: Bool)
    /// Counts a number in a histogram or summary.
    case observe(Double)
    /// Adds what was gathered elsewhere for a series of this kind and layout.
    case merge(MetricValue)
    /// Zero, empty, or a duration that begins now; where the kind has one, the created time moves.
    case reset
    /// The same for every series of the family.
    case resetAll
    case delete
    /// Takes away every series and the declaration.
    case deleteAll
  }

  /// An operation by its parts.
  public init(series: SeriesReference, action: Action, declaring: MetricKind? = nil) {
    self.series = series
    self.action = action
    self.declaring = declaring
  }
}

/// What `declare` says of a family.
///
/// A part that is nil stays as it was.
public struct Declaration: Equatable, Sendable {
  /// The kind; another than the declared one is refused.
  public var kind: MetricKind
  /// Any text.
  public var help: String?
  /// The unit that the name ends in.
  public var unit: String?
  /// Buckets, quantiles or states; they cannot change later.
  public var layout: MetricFamily.Layout?
  /// Series to make at once where they are not there yet.
  public var series: [LabelSet]

  /// A declaration by its parts.
  public init(
    kind: MetricKind, help: String? = nil, unit: String? = nil,
    layout: MetricFamily.Layout? = nil, series: [LabelSet] = []
  ) {
    self.kind = kind
    self.help = help
    self.unit = unit
    self.layout = layout
    self.series = series
  }
}

extension Operation {
  /// The kind with which a missing family could be declared for this; nil where that would not help.
  package var fittingKind: MetricKind? {
    switch action {
    case .add(let delta): delta < 0 ? .gauge : .counter
    case .set: .gauge
    case .setState: .stateset
    case .setInfo: series.labels.isEmpty ? .gauge : .info
    case .observe: .histogram
    case .reset: .duration
    case .declare, .merge, .resetAll, .delete, .deleteAll: nil
    }
  }
}
