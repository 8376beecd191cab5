internal import MetricModel

/// Reading one sample by the name under which OpenMetrics prints it.
///
/// `NAME_count`, `NAME_sum`, `NAME_bucket{le="0.1"}` and `NAME_created` where the kind has them (of a
/// gauge histogram `NAME_gcount` and `NAME_gsum`),
/// `NAME{quantile="0.5"}` of a summary, and `NAME{NAME="up"}` of a stateset.
extension Transaction {
  /// The number of a sample, or nil when there is none of that name and those labels.
  mutating func text(ofSample reference: SeriesReference) throws(MetricError) -> String? {
    for suffix in ["_count", "_sum", "_bucket", "_created", "_gcount", "_gsum", ""] {
      let name = suffix.isEmpty ? reference.name : reference.name.removing(suffix: suffix)
      guard let name, let family = try family(name), family.sampleSuffixes.contains(suffix)
      else { continue }
      let own = family.ownLabel(suffix: suffix)
      let word = own.flatMap { reference.labels[$0] }
      guard own == nil || word != nil else { continue }
      let labels = try own.map(reference.labels.removing) ?? reference.labels
      let key = RecordKey.series(name, labels)
      guard let state = try series(key), state.value.fits(family.layout) else { continue }
      return state.text(suffix: suffix, word, family.layout)
    }
    return nil
  }
}

extension MetricFamily {
  /// The label that only a sample has: with this suffix, in this kind of family.
  fileprivate func ownLabel(suffix: String) -> String? {
    switch (kind, suffix) {
    case (.histogram, "_bucket"), (.gaugehistogram, "_bucket"): "le"
    case (.summary, ""): "quantile"
    case (.stateset, _): name.text
    default: nil
    }
  }
}

extension SeriesState {
  /// The number of a sample: `word` is what its own label says.
  fileprivate func text(
    suffix: String, _ word: String?, _ layout: MetricFamily.Layout
  ) -> String? {
    if suffix == "_created" {
      var text: [UInt8] = []
      MetricNumber.append(seconds: created, to: &text)
      return String(decoding: text, as: UTF8.self)
    }
    switch value {
    case .histogram(let histogram): return Self.text(of: histogram, suffix, word, layout.bounds)
    case .summary(let summary): return Self.text(of: summary, suffix, word, layout.quantiles)
    case .states(let mask):
      guard let place = layout.states.firstIndex(where: { $0 == word }) else { return nil }
      return mask & 1 << UInt64(place) == 0 ? "0" : "1"
    case .number, .start: return nil
    }
  }

  private static func text(
    of histogram: HistogramValue, _ suffix: String, _ word: String?, _ bounds: [Double]
  ) -> String? {
    switch suffix {
    case "_count", "_gcount": return histogram.hasCount ? String(histogram.count) : nil
    case "_sum", "_gsum": return text(histogram.sum)
    default:
      let bound = word.flatMap(MetricNumber.read)
      let wanted = (bounds + [.infinity]).firstIndex { $0 == bound }
      var text: String?
      histogram.forEachBucket { index, count in if index == wanted { text = String(count) } }
      return text
    }
  }

  private static func text(
    of summary: SummaryValue, _ suffix: String, _ word: String?, _ quantiles: [Double]
  ) -> String? {
    switch suffix {
    case "_count": return summary.hasCount ? String(summary.count) : nil
    case "_sum": return text(summary.sum)
    default:
      let wanted = word.flatMap(MetricNumber.read)
      guard let place = quantiles.firstIndex(where: { $0 == wanted }) else { return nil }
      return text(summary.values(of: quantiles)[place])
    }
  }

  /// A number that may not be there.
  private static func text(_ number: Double) -> String? {
    number.isAbsent ? nil : MetricNumber.text(number)
  }
}
