internal import MetricModel

/// A rule that a text broke, and where.
///
/// Line and column are counted only when it is shown: see `PlaceCounter`.
struct ExpositionFault: Error {
  var rule: ExpositionRule
  /// The byte at which it was seen.
  var place: Int
  /// Whether the line says nothing of any metric, so that none is left out for it.
  var concernsNoMetric = false

  /// The same fault, with no metric to blame.
  var ofNoMetric: ExpositionFault {
    ExpositionFault(rule: rule, place: place, concernsNoMetric: true)
  }
}

extension ExpositionRule {
  /// Whether nothing that follows can be trusted, so that reading ends.
  var concernsWholeText: Bool {
    switch self {
    case .notUTF8, .byteOrderMark, .endMissing, .textAfterEnd, .carriageReturn: true
    default: false
    }
  }
}
