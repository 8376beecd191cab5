/// The records of one transaction, each once, in the order in which they were read.
///
/// Most transactions have one or two, and their list is searched from end to end; an index comes
/// with the ninth. The runtime builds each generic type when it is first used, an array of some
/// value in 0.02 ms and the first dictionary in 0.1 ms, as long as all else that an increment does
/// in this process: hence a list of objects.
struct ChangeTable {
  private static let mostWithoutIndex = 8
  /// The keys' bytes, one after the other: a million small arrays would take twice as much.
  private var keys: [UInt8] = []
  private var first: Change?
  private var last: Change?
  private var listed = 0
  private var index: ChangeIndex?

  /// What is known of a record; nil when it was not read yet.
  subscript(key: [UInt8]) -> Change? { find(key, hash: keyHash(key)) }

  /// The same for a key whose hash is known.
  func find(_ key: [UInt8], hash: UInt32) -> Change? {
    if let index { return index.find(hash: hash) { isKey(key, of: $0) } }
    var change = first
    while let candidate = change, !(candidate.hash == hash && isKey(key, of: candidate)) {
      change = candidate.next
    }
    return change
  }

  /// Adds a record that was just read and that the table does not hold.
  mutating func append(
    _ key: [UInt8], hash: UInt32, location: RecordLocation?, value: [UInt8]?
  ) -> Change {
    let change = Change(
      keyPlace: keys.count, keyLength: key.count, hash: hash, location: location, value: value)
    keys.append(contentsOf: key)
    if let index {
      index.append(change)
    } else {
      link(change)
    }
    return change
  }

  private mutating func link(_ change: Change) {
    if let last { last.next = change } else { first = change }
    last = change
    listed += 1
    if listed > Self.mostWithoutIndex { makeIndex() }
  }

  /// From here on there is no list: the end of a long one would release its objects recursively.
  private mutating func makeIndex() {
    let index = ChangeIndex()
    var change = first
    while let next = change {
      index.append(next)
      change = next.next
      next.next = nil
    }
    (first, last) = (nil, nil)
    self.index = index
  }

  /// The key of one of the table's records.
  func key(of change: Change) -> [UInt8] {
    Array(keys[change.keyPlace..<change.keyPlace + Int(change.keyLength)])
  }

  /// Lends the key's bytes.
  func withKey<Result, Failure: Error>(
    of change: Change, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let range = change.keyPlace..<change.keyPlace + Int(change.keyLength)
    return try keys.withUnsafeBufferPointer { keys throws(Failure) in
      try body(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: keys[range])))
    }
  }

  private func isKey(_ key: [UInt8], of change: Change) -> Bool {
    guard Int(change.keyLength) == key.count else { return false }
    for place in 0..<key.count where keys[change.keyPlace + place] != key[place] { return false }
    return true
  }

  /// Every record that was read.
  var all: [Change] {
    if let index { return index.entries }
    var all: [Change] = []
    var change = first
    while let next = change {
      all.append(next)
      change = next.next
    }
    return all
  }

  /// How many records were read.
  var count: Int { index?.entries.count ?? listed }

  /// How many records come, go, or change their length.
  var structuralCount: Int { all.reduce(0) { $1.changesStructure ? $0 + 1 : $0 } }

  /// How many records the file must change for, counted up to two, and the first of them.
  var dirty: (count: Int, first: Change?) {
    if let index {
      let found = index.entries.lazy.filter(\.isDirty).prefix(2)
      return (found.count, found.first)
    }
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

/// Finds a transaction's records by their hashes: open addressing, half of the places empty.
final class ChangeIndex {
  private(set) var entries: [Change] = []
  /// An entry's number and one, or 0.
  private var places = [UInt32](repeating: 0, count: 64)

  /// The entry of a hash for which the test holds.
  func find(hash: UInt32, _ isMeant: (Change) -> Bool) -> Change? {
    var place = home(of: hash)
    while places[place] != 0 {
      let entry = entries[Int(places[place]) - 1]
      if entry.hash == hash, isMeant(entry) { return entry }
      place = (place + 1) & (places.count - 1)
    }
    return nil
  }

  /// Adds an entry that is not there.
  func append(_ change: Change) {
    entries.append(change)
    if entries.count * 2 > places.count {
      places = [UInt32](repeating: 0, count: places.count * 2)
      for number in entries.indices { enter(number) }
    } else {
      enter(entries.count - 1)
    }
  }

  private func enter(_ number: Int) {
    var place = home(of: entries[number].hash)
    while places[place] != 0 { place = (place + 1) & (places.count - 1) }
    places[place] = UInt32(number + 1)
  }

  private func home(of hash: UInt32) -> Int {
    Int((hash &* 0x9E37_79B1) >> UInt32(places.count.leadingZeroBitCount - 31))
  }
}
