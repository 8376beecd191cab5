/// A record that a transaction has read, and what is to become of it.
final class Change {
  let key: [UInt8]
  /// Where the record stands now; nil when there is none.
  let location: RecordLocation?
  /// The value that it is to have; nil when it is to be gone.
  private(set) var value: [UInt8]?
  private var isGiven = false
  fileprivate var next: Change?

  init(key: [UInt8], location: RecordLocation?, value: [UInt8]?) {
    self.key = key
    self.location = location
    self.value = value
  }

  /// Gives the record a new value, or none.
  func put(_ value: [UInt8]?) {
    self.value = value
    isGiven = true
  }

  /// Whether the file must change for it.
  var isDirty: Bool { isGiven && (location != nil || value != nil) }
}

/// The records of one transaction, each once, in the order in which they were read.
///
/// Most transactions have one or two, and their list is searched from end to end; an index comes
/// with the ninth. The runtime builds each generic type when it is first used, an array of some
/// value in 0.02 ms and the first dictionary in 0.1 ms, as long as all else that an increment does
/// in this process: hence a list of objects.
struct ChangeTable {
  private static let mostWithoutIndex = 8
  private var first: Change?
  private var last: Change?
  private var count = 0
  private var index: [[UInt8]: Change]?

  /// What is known of a record; nil when it was not read yet.
  subscript(key: [UInt8]) -> Change? {
    if let index { return index[key] }
    var change = first
    while let candidate = change, candidate.key != key { change = candidate.next }
    return change
  }

  /// Adds a record that was just read.
  mutating func append(_ change: Change) {
    if let last { last.next = change } else { first = change }
    last = change
    count += 1
    index?[change.key] = change
    if index == nil, count > Self.mostWithoutIndex { makeIndex() }
  }

  private mutating func makeIndex() {
    var index: [[UInt8]: Change] = [:]
    for change in all { index[change.key] = change }
    self.index = index
  }

  /// Every record that was read.
  var all: [Change] {
    var all: [Change] = []
    all.reserveCapacity(count)
    var change = first
    while let next = change {
      all.append(next)
      change = next.next
    }
    return all
  }

  /// How many records the file must change for, counted up to two, and the first of them.
  var dirty: (count: Int, first: Change?) {
    var found: Change?
    var change = first
    while let next = change {
      if next.isDirty {
        if found != nil { return (2, found) }
        found = next
      }
      change = next.next
    }
    return (found == nil ? 0 : 1, found)
  }
}
