internal import MetricModel

/// What a sample is to its series.
enum SampleRole: UInt8 {
  /// The one number of a counter, gauge, unknown or info.
  case value = 1
  case created = 2
  case count = 4
  case sum = 8
  case bucket = 16
  case quantile = 32
  case state = 64
}

/// One sample line.
struct Sample {
  var role: SampleRole
  /// Where its line begins.
  let line: Int
  /// Bits of a number, a count, nanoseconds, or 1 for a state that is on.
  var word: UInt64 = 0
  /// A bucket's bound or a quantile.
  var key: Double = 0
  /// The name of a state.
  var state: [UInt8] = []
  /// Its timestamp; nil when there is none.
  var timestamp: Double?
}

extension FamilyReading {
  /// What a sample of a name is to this family; nil when it does not belong to it.
  ///
  /// Source: OpenMetrics 1.0, "Suffixes". In Prometheus text a counter's sample may be named as
  /// its family is.
  @inline(__always)
  func role(of start: Int, _ end: Int, _ text: TextCursor) -> SampleRole? {
    guard text.has(name, at: start) else { return nil }
    let suffix = start + name.count
    switch (kind, end - suffix) {
    case (.gauge, 0), (.unknown, 0): return .value
    case (.counter, 0): return dialect == .prometheus && counterForm != .total ? .value : nil
    case (.counter, 6):
      return counterForm != .bare && text.has("_total", at: suffix) ? .value : nil
    case (.info, 5): return text.has("_info", at: suffix) ? .value : nil
    case (.stateset, 0): return .state
    case (.summary, 0): return .quantile
    case (.histogram, 7): return text.has("_bucket", at: suffix) ? .bucket : nil
    case (.gaugehistogram, 7):
      return text.has("_bucket", at: suffix)
        ? .bucket : text.has("_gcount", at: suffix) ? .count : nil
    case (.gaugehistogram, 5): return text.has("_gsum", at: suffix) ? .sum : nil
    case (.histogram, 6), (.summary, 6): return text.has("_count", at: suffix) ? .count : nil
    case (.histogram, 4), (.summary, 4): return text.has("_sum", at: suffix) ? .sum : nil
    case (.counter, 8), (.histogram, 8), (.summary, 8):
      return dialect == .openmetrics && text.has("_created", at: suffix) ? .created : nil
    default: return nil
    }
  }

  /// Notes how the first sample of a counter is named.
  mutating func noteForm(ofNameOfLength length: Int) {
    guard kind == .counter else { return }
    counterForm = length == name.count ? .bare : .total
  }

  /// Whether a sample with this suffix behind the family's name would be one of its own.
  ///
  /// Prometheus text has no created times in a family: a name that ends so is another's.
  func mayOwn(suffix: String) -> Bool {
    if isOfUnknownType { return true }
    switch (dialect, suffix) {
    case (.openmetrics, _): return kind.sampleSuffixes.contains(suffix)
    case (.prometheus, "_created"): return false
    case (.prometheus, "_total"): return kind == .counter && counterForm != .bare
    case (.prometheus, _):
      return kind.hasLayout && kind.sampleSuffixes.contains(suffix)
    }
  }

  /// Whether a sample of this name is lost with this family, whose TYPE could not be read.
  func mayOwn(_ sample: [UInt8]) -> Bool {
    isOfUnknownType && sample.starts(with: name)
      && MetricKind.allSampleSuffixes.contains {
        sample.dropFirst(name.count).elementsEqual($0.utf8)
      }
  }
}
