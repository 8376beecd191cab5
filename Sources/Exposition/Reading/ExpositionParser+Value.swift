internal import MetricModel

// The value of a sample, by what the sample is.
extension ExpositionParser {
  /// Reads the value and checks it against its family's type.
  @inline(__always)
  mutating func readValue(_ sample: inout Sample) throws(ExpositionFault) {
    switch sample.role {
    case .value where !family.holdsCreatedTimes: sample.word = try readNumber().bitPattern
    case .value, .created: sample.word = UInt64(bitPattern: try text.moment().nanoseconds)
    case .count, .bucket: sample.word = try text.count()
    case .sum: sample.word = try readSum().bitPattern
    case .quantile: sample.word = try readQuantileValue().bitPattern
    case .state: sample.word = try readState()
    }
  }

  @inline(__always)
  private mutating func readNumber() throws(ExpositionFault) -> Double {
    let start = text.position
    let number = try text.number()
    if family.kind == .counter, !(number >= 0) {
      guard dialect == .prometheus else {
        throw text.fault(.counterValue(text.word(from: start)), at: start)
      }
      family.isNamedAsSample = true
    }
    if family.kind == .info, number != 1 {
      throw text.fault(.infoValue(text.word(from: start)), at: start)
    }
    return number
  }

  /// Prometheus text knows sums of numbers below zero; OpenMetrics does in gauge histograms only.
  private mutating func readSum() throws(ExpositionFault) -> Double {
    let start = text.position
    let number = try text.number()
    guard number >= 0 || dialect == .prometheus || family.kind == .gaugehistogram else {
      throw text.fault(.sum(text.word(from: start)), at: start)
    }
    return number
  }

  private mutating func readQuantileValue() throws(ExpositionFault) -> Double {
    let start = text.position
    let number = try text.number()
    if number < 0, dialect == .openmetrics {
      throw text.fault(.quantileValue(text.word(from: start)), at: start)
    }
    return number
  }

  private mutating func readState() throws(ExpositionFault) -> UInt64 {
    let start = text.position
    let number = try text.number()
    guard number == 0 || number == 1 else {
      throw text.fault(.stateValue(text.word(from: start)), at: start)
    }
    return number == 1 ? 1 : 0
  }
}
