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
  /// The slots of series that were let go, and the numbers in the lists for roles that nobody has.
  private var free: (slots: [Int], observations: [Int], sets: [Int]) = ([], [], [])
  /// The slots with something to commit.
  var due: [Int] = []
  var observations: [Observations] = []
  var sets: [DistinctValues] = []
  /// The slots of sets whose gauge is to fall when nothing more comes.
  private var listedSets: [Int] = []
  /// The memory that values of sets take.
  var setBytes = 0
  private var setIntervalEnd: Int64?
  /// How many observations are kept one by one.
  var singles = 0
  /// Lines that turned out to be bad only after they had been summed, and what is to be said of them.
  private(set) var lateBadLines = 0
  private var lateRefusals: [CommitOutcome.Refusal] = []

  /// So many observations may be kept one by one, until it is known what they go to.
  static let maxSingles = 1 << 18

  init(_ options: StatsDOptions) {
    self.options = options
    index = Self.emptyIndex(options)
  }

  private static func emptyIndex(_ options: StatsDOptions) -> RawKeyIndex {
    RawKeyIndex(maxCount: options.maxSeries * 4 + 1_024)
  }

  /// How many series are known.
  var count: Int { slots.count - free.slots.count }

  /// The slot of a line's series, which is made if need be.
  mutating func place(of line: StatsDLine) throws(StatsDFault) -> Int {
    if let place = index.find(line) { return place }
    let target = try SeriesTarget(line)
    let place: Int
    if let known = places[target.identity] {
      place = known
    } else {
      guard count < options.maxSeries else {
        throw .tooManySeries(limit: options.maxSeries)
      }
      let slot = Slot(target: target, box: makeBox(target.role))
      if let known = free.slots.popLast() {
        place = known
        slots[place] = slot
      } else {
        place = slots.count
        slots.append(slot)
      }
      places[target.identity] = place
    }
    index.insert(line, place: place)
    return place
  }

  private mutating func makeBox(_ role: SeriesRole) -> Int {
    switch role {
    case .counter, .gauge: return 0
    case .observations:
      if let box = free.observations.popLast() { return box }
      observations.append(Observations())
      return observations.count - 1
    case .distinct:
      if let box = free.sets.popLast() { return box }
      sets.append(DistinctValues())
      return sets.count - 1
    }
  }

  /// Lets series go of which a commit took nothing and for which nothing came since, so that lines
  /// that are refused again and again keep no others out.
  mutating func release(_ useless: [Int]) {
    for place in useless where !slots[place].isDue {
      let slot = slots[place]
      places[slot.target.identity] = nil
      free.slots.append(place)
      switch slot.target.role {
      case .counter, .gauge: break
      case .observations:
        observations[slot.box] = Observations()
        free.observations.append(slot.box)
      case .distinct:
        listedSets.removeAll { $0 == place }
        setBytes -= sets[slot.box].bytes
        sets[slot.box] = DistinctValues()
        free.sets.append(slot.box)
      }
    }
    // Its keys lead to slots that may be another series' soon.
    if !useless.isEmpty { index = Self.emptyIndex(options) }
  }

  /// Notes that a line was summed in a slot.
  mutating func touch(_ place: Int, lines: Int = 1) {
    slots[place].lines += lines
    if !slots[place].isDue {
      slots[place].isDue = true
      due.append(place)
    }
  }

  /// Counts values of a series as bad lines, that were taken for good before.
  mutating func refuse(_ refused: Observations.Refused, of place: Int) {
    guard refused.count > 0 else { return }
    slots[place].lines -= refused.count
    lateBadLines += refused.count
    let target = slots[place].target
    lateRefusals.append(CommitOutcome.Refusal(target: target, target.reference.name, refused))
  }

  /// Takes out what is to be said of them.
  mutating func takeLateRefusals() -> [CommitOutcome.Refusal] {
    guard !lateRefusals.isEmpty else { return [] }
    defer { lateRefusals = [] }
    return lateRefusals
  }
}

extension SeriesSlots {
  /// Notes a value of a set that is not there yet.
  mutating func insert(_ value: [UInt8], intoSetAt place: Int) {
    let box = slots[place].box
    sets[box].insert(value)
    setBytes += DistinctValues.bytes(of: value)
    if !sets[box].isListed {
      sets[box].isListed = true
      listedSets.append(place)
    }
  }

  /// Begins the next interval of the sets once the present one is over.
  mutating func beginSetInterval(at nanoseconds: Int64) {
    let length = Int64(min(options.setIntervalSeconds, 1e9) * 1e9)
    guard let end = setIntervalEnd else {
      setIntervalEnd = nanoseconds + length
      return
    }
    guard nanoseconds >= end else { return }
    setIntervalEnd = nanoseconds + length
    setBytes = 0
    var listed: [Int] = []
    for place in listedSets {
      let box = slots[place].box
      sets[box].isListed = sets[box].beginInterval()
      if sets[box].isListed { listed.append(place) }
      if sets[box].hasChanged { touch(place, lines: 0) }
    }
    listedSets = listed
  }
}
