/// One moment of the database: every selected family with its series, in the order of their bytes.
public struct MetricSnapshot: Sendable {
  /// When it was taken; durations are shown as of then.
  public var takenAt: Timestamp
  /// The families, sorted by name, each with its series sorted by labels.
  public var families: [(family: MetricFamily, series: SeriesTable)]

  /// A snapshot by its parts.
  public init(takenAt: Timestamp, families: [(family: MetricFamily, series: SeriesTable)]) {
    self.takenAt = takenAt
    self.families = families
  }

  /// The number that a series of one word shows at the moment of the snapshot.
  public func number(of family: MetricFamily, word: UInt64) -> Double {
    guard family.kind == .duration else { return Double(bitPattern: word) }
    return takenAt.seconds(since: Timestamp(nanoseconds: Int64(bitPattern: word)))
  }

  /// The index of a family; nil when it is not there.
  package func index(of name: MetricName) -> Int? {
    var (low, high) = (0, families.count)
    while low < high {
      let middle = (low + high) / 2
      if families[middle].family.name < name { low = middle + 1 } else { high = middle }
    }
    return low < families.count && families[low].family.name == name ? low : nil
  }
}
