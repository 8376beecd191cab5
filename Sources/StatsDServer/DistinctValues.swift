/// The distinct values of a set, interval by interval.
///
/// The gauge shows how many came in the last full interval or, once those are more, in the present
/// one. So it shows a value at once, and the count of an interval stands for one more, for a scraper
/// that comes at least once in an interval to see each.
struct DistinctValues: Sendable {
  private var current: Set<[UInt8]> = []
  /// How many there were in the last full interval.
  private var last = 0
  /// What the gauge was last told to be.
  private var shown = 0
  /// The memory that the values of the present interval take.
  private(set) var bytes = 0
  /// Whether it stands in the list of sets that change without new values.
  var isListed = false

  /// What a value takes: itself, the array around it, and its place in a table that is half full.
  static func bytes(of value: [UInt8]) -> Int { value.count + 64 }

  func contains(_ value: [UInt8]) -> Bool { current.contains(value) }

  mutating func insert(_ value: [UInt8]) {
    if current.insert(value).inserted { bytes += Self.bytes(of: value) }
  }

  private var count: Int { max(last, current.count) }

  /// What the gauge is to be told.
  mutating func take() -> Int {
    shown = count
    return shown
  }

  /// Begins another interval; false once there is nothing more that the gauge must be told of.
  mutating func beginInterval() -> Bool {
    last = current.count
    current = []
    bytes = 0
    return last > 0 || shown > 0
  }

  /// Whether the gauge shows something else.
  var hasChanged: Bool { count != shown }
}
