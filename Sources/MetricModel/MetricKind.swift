/// What a metric measures.
///
/// The raw value is the byte that stands for it in a database record.
///
/// All but `duration` are the types of OpenMetrics 1.0. A duration is kept as the moment at which
/// it began and is shown as a gauge: the seconds since.
public enum MetricKind: UInt8, CaseIterable, Sendable {
  case counter = 1
  case gauge = 2
  case duration = 3
  case histogram = 4
  case gaugehistogram = 9
  case summary = 5
  case info = 6
  case stateset = 7
  case unknown = 8

  /// The kind that a word of the command line names, in lower case as OpenMetrics writes it.
  public init(word: String) throws(MetricError) {
    guard let kind = Self.allCases.first(where: { $0.word == word }) else {
      throw .invalid(.kind(word))
    }
    self = kind
  }

  /// The word that names this kind on the command line.
  public var word: String {
    switch self {
    case .counter: "counter"
    case .gauge: "gauge"
    case .duration: "duration"
    case .histogram: "histogram"
    case .summary: "summary"
    case .info: "info"
    case .stateset: "stateset"
    case .unknown: "unknown"
    case .gaugehistogram: "gaugehistogram"
    }
  }

  /// What a family of this kind adds to its name to make its samples' names.
  ///
  /// `""` is the bare name. Source: OpenMetrics 1.0, "Suffixes".
  public var sampleSuffixes: [String] {
    switch self {
    case .counter: ["_total", "_created"]
    case .gauge, .duration, .unknown, .stateset: [""]
    case .histogram: ["_bucket", "_count", "_sum", "_created"]
    case .gaugehistogram: ["_bucket", "_gcount", "_gsum"]
    case .summary: ["", "_count", "_sum", "_created"]
    case .info: ["_info"]
    }
  }

  /// The suffix with which a family of this kind may also be named: that of its one sample.
  public var ownSuffix: String? {
    switch self {
    case .counter: "_total"
    case .info: "_info"
    default: nil
    }
  }

  /// Every suffix that some kind adds to its name, the empty one left out.
  public static let allSampleSuffixes = [
    "_total", "_created", "_bucket", "_count", "_sum", "_gcount", "_gsum", "_info",
  ]

  /// Whether `incr` and `add` apply: the kinds whose value is one number that callers move.
  public var isAdditive: Bool { self == .counter || self == .gauge || self == .unknown }

  /// Whether a reset begins a new life of the series, which its created time shows.
  ///
  /// Source: OpenMetrics 1.0, the types that have `_created`.
  public var hasCreated: Bool { self == .counter || self == .histogram || self == .summary }

  /// Whether a family of this kind has a layout beside its kind.
  public var hasLayout: Bool { hasBuckets || self == .summary || self == .stateset }

  /// Whether a series is buckets with a count and a sum.
  public var hasBuckets: Bool { self == .histogram || self == .gaugehistogram }
}
