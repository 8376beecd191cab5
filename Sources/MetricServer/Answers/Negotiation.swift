internal import Exposition

/// The text that a scrape is answered with, chosen from what its `Accept` prefers.
///
/// Names here are plain ones, so that every escaping scheme leaves them as they are; a client that
/// asks for one is told `underscores`. A header that asks for nothing of this, and one that is
/// missing, gets the Prometheus text format 0.0.4. Source: Prometheus documentation, "Content
/// negotiation"; RFC 9110 section 12.5.1.
struct Negotiation: Equatable {
  enum Text: CaseIterable {
    // In the order in which one is taken when a client likes several as much.
    case openMetrics1, openMetrics0, prometheus1, prometheus0
  }

  let text: Text
  let isEscaped: Bool

  init(accept: String) {
    let ranges = WeightedList(accept).entries
    var best: (text: Text, weight: Double, isEscaped: Bool) = (.prometheus0, 0, false)
    for text in Text.allCases {
      guard let range = text.range(in: ranges), range.weight > best.weight else { continue }
      best = (text, range.weight, range.parameters["escaping"] != nil)
    }
    (text, isEscaped) = (best.text, best.isEscaped)
  }

  var format: ExpositionFormat {
    switch text {
    case .openMetrics1, .openMetrics0: .openmetrics
    case .prometheus1, .prometheus0: .prometheus
    }
  }

  var contentType: String {
    let escaping = isEscaped ? "; escaping=underscores" : ""
    return "\(text.mediaType); version=\(text.version); charset=utf-8\(escaping)"
  }

  /// Whether a client wants its answer compressed, by its `Accept-Encoding`.
  static func acceptsGzip(_ header: String) -> Bool {
    let codings = WeightedList(header).entries
    let named = codings.first { $0.value == "gzip" || $0.value == "x-gzip" }
    guard let coding = named ?? codings.first(where: { $0.value == "*" }) else { return false }
    return coding.weight > 0
  }
}

extension Negotiation.Text {
  var mediaType: String {
    switch self {
    case .openMetrics1, .openMetrics0: "application/openmetrics-text"
    case .prometheus1, .prometheus0: "text/plain"
    }
  }

  var version: String {
    switch self {
    case .openMetrics1, .prometheus1: "1.0.0"
    case .openMetrics0: "0.0.1"
    case .prometheus0: "0.0.4"
    }
  }

  /// Whether it is what a client gets that names the type alone.
  private var isUsual: Bool { self == .openMetrics1 || self == .prometheus0 }

  /// The range of a list that speaks of this text, the most exact one.
  fileprivate func range(in ranges: [WeightedList.Entry]) -> WeightedList.Entry? {
    let named = ranges.filter { $0.value == mediaType }
    if let exact = named.first(where: { $0.parameters["version"] == version }) { return exact }
    guard isUsual else { return nil }
    if let plain = named.first(where: { $0.parameters["version"] == nil }) { return plain }
    guard self == .prometheus0 else { return nil }
    return ranges.first { $0.value == "text/*" } ?? ranges.first { $0.value == "*/*" }
  }
}
