/// Which bucket each record of a table that is being built falls into.
///
/// The buckets are those that splitting would lead to: each shares the first bits of its records'
/// hashes, the fewest with which it is not too full. So that the next insert does not split one, a
/// bucket is kept to 140 records where that does not make the directory larger than usual.
struct BucketPlan {
  /// A bucket: how many hash bits its records share, and which records of `order` are its own.
  struct Group {
    var bits: Int
    var records: Range<Int>
  }

  private static let comfortable = 140
  /// libgdbm keeps the directory's length, 8 x 2^bits, in a signed number of 32 bits.
  private static let mostBits = 27

  /// Every record's number, in the order of the hashes.
  let order: HashOrder
  private(set) var groups: [Group] = []
  private(set) var directoryBits = 9
  /// How many bits a directory of evenly spread records takes.
  private let usualBits: Int

  /// Nil when more records share a hash than a table can hold.
  init?(_ records: [TableSlot]) {
    order = HashOrder(records)
    var bits = 9
    while bits < Self.mostBits, records.count >> bits > Self.comfortable * 3 / 5 { bits += 1 }
    usualBits = bits
    guard divide(0..<records.count, bits: 0) else { return nil }
  }

  private mutating func divide(_ records: Range<Int>, bits: Int) -> Bool {
    let isFit = records.count <= TableHeader.slotsPerBucket && bits >= usualBits
    if isFit || records.count <= Self.comfortable {
      groups.append(Group(bits: bits, records: records))
      directoryBits = max(directoryBits, bits)
      return true
    }
    guard bits < Self.mostBits else { return false }
    let middle = order.firstPlace(in: records, withBit: 30 - bits)
    return divide(records.lowerBound..<middle, bits: bits + 1)
      && divide(middle..<records.upperBound, bits: bits + 1)
  }
}

/// The numbers of a table's records, sorted by their hashes: a radix sort, 11 bits at a time.
struct HashOrder {
  private static let digitBits: UInt64 = 11
  /// A hash in the upper half, a record's number in the lower.
  private var entries: [UInt64]

  init(_ records: [TableSlot]) {
    entries = [UInt64](repeating: 0, count: records.count)
    for index in records.indices {
      entries[index] = UInt64(records[index].hash) << 32 | UInt64(index)
    }
    var other = [UInt64](repeating: 0, count: entries.count)
    for pass in 0..<3 as Range<UInt64> {
      Self.pass(from: entries, into: &other, shift: 32 + pass * Self.digitBits)
      swap(&entries, &other)
    }
  }

  private static func pass(from old: [UInt64], into new: inout [UInt64], shift: UInt64) {
    let mask: UInt64 = 1 << digitBits - 1
    var places = [Int](repeating: 0, count: 1 << Int(digitBits))
    for entry in old { places[Int(entry >> shift & mask)] += 1 }
    var place = 0
    for digit in places.indices {
      let count = places[digit]
      places[digit] = place
      place += count
    }
    for entry in old {
      let digit = Int(entry >> shift & mask)
      new[places[digit]] = entry
      places[digit] += 1
    }
  }

  /// The number of the record at a place.
  subscript(place: Int) -> Int { Int(UInt32(truncatingIfNeeded: entries[place])) }

  /// The first place in a range of hashes that agree in all higher bits, from which on they have
  /// this bit.
  func firstPlace(in range: Range<Int>, withBit bit: Int) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle] >> UInt64(32 + bit) & 1 == 0 { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
