internal import CLinux

/// The records of one transaction, each once, in the order in which they were read.
///
/// Most transactions have one or two, and their list is searched from end to end; an index comes
/// with the ninth. The runtime builds each generic type when it is first used, an array of some
/// value in 0.02 ms and the first dictionary in 0.1 ms, as long as all else that an increment does
/// in this process: hence a list of objects.
struct ChangeTable {
  /// Where a key stands in the arena; it begins at a multiple of eight bytes.
  struct KeyPlace {
    var unit: UInt32
    var length: UInt32

    /// The key's bytes in the arena.
    var range: Range<Int> { Int(unit) * 8..<Int(unit) * 8 + Int(length) }
  }

  private static let mostWithoutIndex = 8
  /// The keys' bytes, one after the other: a million small arrays would take twice as much.
  private var keys: [UInt8] = []
  private var first: Change?
  private var last: Change?
  private var listed = 0
  private var index: ChangeIndex?
  /// For taking back what an attempt has changed (see Change); nil while none is under way.
  var log: AttemptLog?

  /// What is known of a record; nil when it was not read yet.
  subscript(key: [UInt8]) -> Change? { find(key, hash: keyHash(key)) }

  /// The same for a key whose hash is known.
  func find(_ key: [UInt8], hash: UInt32) -> Change? {
    if let index { return index.find(key) { isKey(key, of: $0) } }
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
    let place = KeyPlace(unit: UInt32(keys.count / 8), length: UInt32(key.count))
    keys.append(contentsOf: key)
    while keys.count % 8 != 0 { keys.append(0) }
    let change = Change(key: place, hash: hash, location: location, value: value)
    if let index {
      index.append(change, key: key)
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
      index.append(next, key: key(of: next))
      change = next.next
      next.next = nil
    }
    (first, last) = (nil, nil)
    self.index = index
  }

  /// The key of one of the table's records.
  func key(of change: Change) -> [UInt8] {
    Array(keys[change.key.range])
  }

  /// Whether a record is that of a series, by its key.
  func isSeries(_ change: Change) -> Bool { keys[change.key.range].last == UInt8(ascii: "}") }

  private func isKey(_ key: [UInt8], of change: Change) -> Bool {
    guard Int(change.key.length) == key.count else { return false }
    return keys.withUnsafeBytes { keys in
      key.withUnsafeBytes { keys[change.key.range].elementsEqual($0) }
    }
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

  /// How many records come, go, or change their length, and how many change in place.
  var counts: (structural: Int, inPlace: Int) {
    var counts = (structural: 0, inPlace: 0)
    for change in all where change.isDirty {
      if change.changesStructure { counts.structural += 1 } else { counts.inPlace += 1 }
    }
    return counts
  }

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

/// Finds a transaction's records by their keys: open addressing, half of the places empty.
///
/// It goes by the keys' CRC-32C and not by GDBM's hash, which many keys of a family share.
final class ChangeIndex {
  private(set) var entries: [Change] = []
  /// An entry's checksum in the upper half, its number and one in the lower; or 0.
  private var places = [UInt64](repeating: 0, count: 64)

  /// The entry of a key; the test tells it from others of the same checksum.
  func find(_ key: [UInt8], _ isMeant: (Change) -> Bool) -> Change? {
    let sum = Self.checksum(key)
    var place = home(of: sum)
    while places[place] != 0 {
      if places[place] >> 32 == sum {
        let entry = entries[Int(UInt32(truncatingIfNeeded: places[place])) - 1]
        if isMeant(entry) { return entry }
      }
      place = (place + 1) & (places.count - 1)
    }
    return nil
  }

  /// Adds an entry that is not there.
  func append(_ change: Change, key: [UInt8]) {
    entries.append(change)
    if entries.count * 2 > places.count { grow() }
    enter(Self.checksum(key) << 32 | UInt64(entries.count))
  }

  private func grow() {
    let old = places
    places = [UInt64](repeating: 0, count: old.count * 2)
    for entry in old where entry != 0 { enter(entry) }
  }

  private func enter(_ entry: UInt64) {
    var place = home(of: entry >> 32)
    while places[place] != 0 { place = (place + 1) & (places.count - 1) }
    places[place] = entry
  }

  private func home(of sum: UInt64) -> Int { Int(sum) & (places.count - 1) }

  private static func checksum(_ key: [UInt8]) -> UInt64 {
    key.withUnsafeBytes { UInt64(crc32c(0, $0.baseAddress, $0.count)) }
  }
}
