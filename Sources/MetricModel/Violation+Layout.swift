extension Violation {
  /// The rules of histograms, summaries, infos and statesets.
  var layoutRule: String? {
    switch self {
    case .observation(let name, let number):
      "'\(name)' cannot observe \(MetricNumber.text(number)) "
        + "(finite numbers, 0 or more unless a histogram has buckets below 0)"
    case .notObservable(let name, let kind):
      "metric '\(name)' is of type \(kind.word): observe is for histogram, gaugehistogram and summary "
        + "(\(kind.rightVerb))"
    case .state(let name, let word, let states):
      "'\(shown(word))' is not a state of '\(name)' "
        + "(\(shown(states.joined(separator: ", "))))"
    case .valueMissing(let name, let kind):
      "metric '\(name)' is of type \(kind.word): set needs a VALUE"
    case .valueOfOtherKind(let name, let kind):
      "what is to be added to '\(name)' is not a \(kind.word) of the same layout"
    case .partMissing(let name):
      "what is to be added to '\(name)' lacks a bucket, quantile, count or sum that '\(name)' has, "
        + "which would not be known any more"
    case .notShares(let name):
      "'\(name)' cannot observe: its quantiles, which were imported, are not from 0 to 1"
    default: declaredLayoutRule
    }
  }

  private var declaredLayoutRule: String? {
    switch self {
    case .buckets:
      "buckets are 1 to \(MetricFamily.Layout.maximumCount) finite numbers, each above the one "
        + "before (like 0.1,1,10)"
    case .quantiles:
      "quantiles are 1 to \(MetricFamily.Layout.maximumCount) numbers from 0 to 1, each above the "
        + "one before (like 0.5,0.9,0.99)"
    case .states:
      "states are 1 to \(MetricFamily.Layout.maximumStates) words that are not empty (like up,down)"
    case .stateTwice(let state): "state '\(shown(state))' is given twice"
    case .bucketsMissing(let name):
      "histogram '\(name)' needs its buckets (--buckets 0.1,1,10; --unit seconds and bytes have "
        + "their own)"
    case .statesMissing(let name): "stateset '\(name)' needs its states (--states up,down)"
    case .statesetName(let name):
      "a stateset's name is also a label, and '\(name)' cannot be one (no ':', no '__' first)"
    case .layoutOnKind(let option, let kind):
      "a metric of type \(kind.word) has no \(option)"
    case .layoutConflict(let name, let layout):
      "metric '\(name)' is declared with \(layout.words)"
    default: nil
    }
  }
}

extension MetricKind {
  /// What to do instead of what this kind does not take.
  var rightVerb: String {
    switch self {
    case .counter: "use incr or add"
    case .gauge, .unknown: "use set or add"
    case .duration: "use set or reset"
    case .histogram, .summary, .gaugehistogram: "use observe"
    case .info: "use set with labels and no VALUE"
    case .stateset: "use set with one of its states"
    }
  }
}

extension MetricFamily.Layout {
  /// The layout in the words that `declare` takes it in.
  fileprivate var words: String {
    switch self {
    case .plain: "neither buckets, quantiles nor states"
    case .buckets(let bounds): "buckets \(Self.list(bounds))"
    case .quantiles(let quantiles): "quantiles \(Self.list(quantiles))"
    case .states(let states): "states \(shown(states.joined(separator: ",")))"
    }
  }

  private static func list(_ numbers: [Double]) -> String {
    numbers.map(MetricNumber.text).joined(separator: ",")
  }
}
