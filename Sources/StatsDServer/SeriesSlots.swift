internal import MetricModel

/// The series that a receiver knows, and what each has gathered since the last commit.
///
/// A line goes from its raw key to its series' slot, and is summed there; in the common case nothing
/// is allocated. What is due is taken out to be committed, and put back if that fails.
struct SeriesSlots {
  /// What a series has gathered.
  struct Slot {
    let target: SeriesTarget
    /// Its number in the list for its role, where the values are more than a number.
    let box: Int
    /// How many lines wait here.
    var lines = 0
    /// Whether it is in the list of what is due.
    var isDue = false
    var number = 0.0
    /// Whether a gauge's number replaces the one in the database instead of moving it.
    var isAbsolute = false
  }

  let options: StatsDOptions
  private var index: RawKeyIndex
  private var places: [SeriesTarget.Identity: Int] = [:]
  var slots: [Slot] = []
  /// The slots with something to commit.
  var due: [Int] = []
  var observations: [Observations] = []
  var sets: [Set<[UInt8]>] = []
  /// Sets whose gauge is to become 0 when nothing more comes.
  var lastCounted: [Int] = []
  /// The memory that values of sets take.
  var setBytes = 0
  /// How many observations are kept one by one.
  var singles = 0
  /// Lines that turned out to be bad only after they had been summed.
  var lateBadLines = 0

  /// So many observations may be kept one by one, until it is known what they go to.
  static let maxSingles = 1 << 18

  init(_ options: StatsDOptions) {
    self.options = options
    index = RawKeyIndex(maxCount: options.maxSeries * 4 + 1_024)
  }

  /// The slot of a line's series, which is made if need be.
  mutating func place(of line: StatsDLine) throws(StatsDFault) -> Int {
    if let place = index.find(line) { return place }
    let target = try SeriesTarget(line)
    let place: Int
    if let known = places[target.identity] {
      place = known
    } else {
      guard slots.count < options.maxSeries else {
        throw .tooManySeries(limit: options.maxSeries)
      }
      place = slots.count
      slots.append(Slot(target: target, box: makeBox(target.role)))
      places[target.identity] = place
    }
    index.insert(line, place: place)
    return place
  }

  private mutating func makeBox(_ role: SeriesRole) -> Int {
    switch role {
    case .counter, .gauge: return 0
    case .observations:
      observations.append(Observations())
      return observations.count - 1
    case .distinct:
      sets.append([])
      return sets.count - 1
    }
  }

  /// Notes that a line was summed in a slot.
  mutating func touch(_ place: Int, lines: Int = 1) {
    slots[place].lines += lines
    if !slots[place].isDue {
      slots[place].isDue = true
      due.append(place)
    }
  }
}
