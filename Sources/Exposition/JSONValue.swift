internal import MetricModel

// The value of a series as the members of a JSON object.
extension [UInt8] {
  /// Appends `"value":17`, or what stands for it in the kinds that are more than a number.
  ///
  /// ```
  /// "count":3,"sum":1.25,"buckets":[{"le":0.1,"count":1},{"le":"+Inf","count":3}]
  /// "count":3,"sum":1.25,"quantiles":[{"quantile":0.5,"value":0.25}]
  /// "states":{"up":true,"down":false}
  /// ```
  mutating func appendJSONValue(
    _ value: MetricValue, _ layout: MetricFamily.Layout, at moment: Timestamp
  ) {
    switch value {
    case .number(let number):
      append("\"value\":")
      appendJSON(number)
    case .start(let start):
      append("\"value\":")
      appendJSON(moment.seconds(since: start))
    case .states(let mask): appendJSONStates(mask, layout.states)
    case .histogram(let histogram): appendJSON(histogram, layout.bounds)
    case .summary(let summary): appendJSON(summary, layout.quantiles)
    }
  }

  private mutating func appendJSONStates(_ mask: UInt64, _ states: [String]) {
    append("\"states\":{")
    for (place, state) in states.enumerated() {
      append(place == 0 ? "\"" : ",\"")
      for byte in state.utf8 { appendJSON(byte) }
      append(mask & 1 << UInt64(place) == 0 ? "\":false" : "\":true")
    }
    append(UInt8(ascii: "}"))
  }

  private mutating func appendJSON(_ histogram: HistogramValue, _ bounds: [Double]) {
    appendJSONHead(histogram.hasCount ? histogram.count : nil, histogram.sum)
    append(",\"buckets\":[")
    var isFirst = true
    histogram.forEachBucket { index, count in
      append(isFirst ? "{\"le\":" : ",{\"le\":")
      isFirst = false
      appendJSON(index < bounds.count ? bounds[index] : .infinity)
      append(",\"count\":")
      MetricNumber.append(count: count, to: &self)
      append(UInt8(ascii: "}"))
    }
    append(UInt8(ascii: "]"))
  }

  private mutating func appendJSON(_ summary: SummaryValue, _ quantiles: [Double]) {
    appendJSONHead(summary.hasCount ? summary.count : nil, summary.sum)
    append(",\"quantiles\":[")
    var isFirst = true
    for (place, value) in summary.imported.enumerated() where !value.isAbsent {
      append(isFirst ? "{\"quantile\":" : ",{\"quantile\":")
      isFirst = false
      appendJSON(quantiles[place])
      append(",\"value\":")
      appendJSON(value)
      append(UInt8(ascii: "}"))
    }
    append(UInt8(ascii: "]"))
  }

  private mutating func appendJSONHead(_ count: UInt64?, _ sum: Double) {
    append("\"count\":")
    if let count { MetricNumber.append(count: count, to: &self) } else { append("null") }
    append(",\"sum\":")
    if sum.isAbsent { append("null") } else { appendJSON(sum) }
  }
}
