internal import MetricModel

// Where one series ends and the next begins.
extension ExpositionParser {
  /// Takes a sample, whose labels stand in `labels`, into its series.
  @inline(__always)
  mutating func take(_ sample: Sample) throws(ExpositionFault) {
    if !hasSeries || compare(labels[...], series.labels) != 0 {
      try changeSeries(to: sample)
    } else if dialect == .openmetrics {
      try checkTime(of: sample)
    }
    if sample.role == .bucket || sample.role == .quantile { try checkPart(sample) }
    guard series.take(sample) else { return try takeAgain(sample) }
  }

  /// A second sample of the same name and labels: of two points of Prometheus text the later
  /// counts.
  private mutating func takeAgain(_ sample: Sample) throws(ExpositionFault) {
    guard dialect == .prometheus, sample.role == .value else { throw twice(sample) }
    switch series.continues(sample) {
    case .nextPoint:
      noteEarlierPoint()
      series.begin(with: sample)
      _ = series.take(sample)
    case .backwards: noteEarlierPoint()
    case .samePoint, .timestampOnSome: throw twice(sample)
    }
  }

  private mutating func noteEarlierPoint() {
    if earlierPointLine == nil { earlierPointLine = lineNumber }
  }

  private func twice(_ sample: Sample) -> ExpositionFault {
    text.fault(.sampleTwice(String(decoding: labels, as: UTF8.self)), at: sample.line)
  }

  /// Whether samples of a series may stand apart.
  private var mayWait: Bool {
    dialect == .prometheus && (family.kind == .histogram || family.kind == .summary)
  }

  private mutating func changeSeries(to sample: Sample) throws(ExpositionFault) {
    if mayWait {
      hasSeries = true
      if waiting.change(&series, to: labels) { return }
    } else if hasSeries {
      try family.finish(series, text)
    }
    hasSeries = true
    // The old labels' buffer becomes the one that the next sample's labels are written to; these
    // stay as they are for errors.
    series.begin(with: sample)
    series.labels.removeAll(keepingCapacity: true)
    series.labels.append(contentsOf: labels)
  }

  /// Finishes the last series of a family.
  mutating func finishLastSeries() throws(ExpositionFault) {
    guard hasSeries else { return }
    hasSeries = false
    guard mayWait else { return try family.finish(series, text) }
    for series in waiting.takeAll(&series) { try family.finish(series, text) }
  }

  /// A later point of the same series takes the place of the one before.
  private mutating func checkTime(of sample: Sample) throws(ExpositionFault) {
    switch series.continues(sample) {
    case .samePoint: break
    case .nextPoint:
      try family.check(series, text)
      noteEarlierPoint()
      series.begin(with: sample)
    case .backwards: throw text.fault(.timestampBackwards, at: sample.line)
    case .timestampOnSome: throw text.fault(.timestampOnSome, at: sample.line)
    }
  }

  /// Buckets come in order and count up; a quantile comes once.
  private func checkPart(_ sample: Sample) throws(ExpositionFault) {
    if sample.role == .quantile {
      guard !series.parts.contains(where: { $0.key == sample.key }) else { throw twice(sample) }
    } else if let last = series.parts.last {
      guard sample.key != last.key else { throw twice(sample) }
      // Prometheus text may have them in any order.
      if dialect == .prometheus { return }
      guard sample.key > last.key else { throw text.fault(.boundsOutOfOrder, at: sample.line) }
      guard sample.word >= last.word else { throw text.fault(.bucketsDecrease, at: sample.line) }
    }
  }
}
