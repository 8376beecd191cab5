/// The series of one family whose samples need not stand together.
///
/// Prometheus text asks only that the lines of a family do.
struct WaitingSeries {
  private var all: [SeriesReading] = []
  private var places: [[UInt8]: Int] = [:]
  /// Whose place is empty while its series is read.
  private var present: Int?

  /// Puts the series that was read back, and takes up the one of some labels; false when it is new.
  mutating func change(_ series: inout SeriesReading, to labels: [UInt8]) -> Bool {
    putBack(&series)
    if let place = places[labels] {
      swap(&series, &all[place])
      present = place
      return true
    }
    places[labels] = all.count
    present = all.count
    all.append(SeriesReading())
    series = SeriesReading()
    return false
  }

  /// All of them, in the order in which they began.
  mutating func takeAll(_ series: inout SeriesReading) -> [SeriesReading] {
    putBack(&series)
    defer { self = WaitingSeries() }
    return all
  }

  private mutating func putBack(_ series: inout SeriesReading) {
    guard let place = present else { return }
    swap(&series, &all[place])
    present = nil
  }
}
