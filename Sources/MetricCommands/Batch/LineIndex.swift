/// Finds texts that came before by their bytes.
///
/// Open addressing, at most half of the places taken. The hash is keyed by a random number, so that
/// nobody can choose lines that fall into one place. The texts are kept side by side, apart from all
/// those that are the same, so that comparing them stays in the processor's cache.
struct LineIndex {
  /// A run of bytes to be looked for, or of those that are kept.
  struct Key {
    let start: Int
    let length: Int
    let hash: UInt64
  }

  private var keys: [Key] = []
  private var kept: [UInt8] = []
  /// A key's number and one, or 0.
  private var places = [UInt32](repeating: 0, count: 64)
  private let secret = UInt64.random(in: 0...UInt64.max)

  /// The key for a run of a text.
  ///
  /// What is indexed as another `sort` is never found.
  func key(_ range: Range<Int>, sort: UInt64, of text: UnsafeRawBufferPointer) -> Key {
    var hash = secret ^ sort &* 0x9e37_79b9_7f4a_7c15
    var place = range.lowerBound
    while place + 8 <= range.upperBound {
      hash = Self.mixed(hash, text.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      place += 8
    }
    hash = Self.mixed(hash, Self.rest(range, from: place, of: text) ^ UInt64(range.count))
    return Key(start: range.lowerBound, length: range.count, hash: hash | sort)
  }

  /// The bytes of a run from a place on, up to seven: of a run that is long enough the last eight, of
  /// which some were seen before.
  private static func rest(
    _ range: Range<Int>, from place: Int, of text: UnsafeRawBufferPointer
  ) -> UInt64 {
    if range.count >= 8 {
      return text.loadUnaligned(fromByteOffset: range.upperBound - 8, as: UInt64.self)
    }
    return text[place..<range.upperBound].reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The halves of a product of 128 bits, folded; the last bit is left for the sort.
  ///
  /// Source: wyhash, Wang Yi.
  private static func mixed(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let product = (hash ^ 0xa076_1d64_78bd_642f).multipliedFullWidth(
      by: word ^ 0xe703_7ed1_a0b4_28db)
    return (product.high ^ product.low) & ~1
  }

  /// The number that a key of these bytes was given.
  func find(_ key: Key, in text: UnsafeRawBufferPointer) -> Int? {
    kept.withUnsafeBytes { kept in
      var place = home(of: key.hash)
      while places[place] != 0 {
        let number = Int(places[place]) - 1
        let known = keys[number]
        if known.hash == key.hash, Self.isSame(known, in: kept, key, in: text) { return number }
        place = (place + 1) & (places.count - 1)
      }
      return nil
    }
  }

  /// Gives a key that is not there the next number.
  mutating func append(_ key: Key, of text: UnsafeRawBufferPointer) {
    keys.append(Key(start: kept.count, length: key.length, hash: key.hash))
    kept += text[key.start..<key.start + key.length]
    guard keys.count * 2 > places.count else { return enter(keys.count - 1) }
    places = [UInt32](repeating: 0, count: places.count * 2)
    for number in keys.indices { enter(number) }
  }

  private mutating func enter(_ number: Int) {
    var place = home(of: keys[number].hash)
    while places[place] != 0 { place = (place + 1) & (places.count - 1) }
    places[place] = UInt32(number + 1)
  }

  private func home(of hash: UInt64) -> Int {
    Int(truncatingIfNeeded: hash >> 20) & (places.count - 1)
  }

  private static func isSame(
    _ left: Key, in one: UnsafeRawBufferPointer, _ right: Key, in other: UnsafeRawBufferPointer
  ) -> Bool {
    guard left.length == right.length else { return false }
    var offset = 0
    while offset + 8 <= left.length {
      let word = one.loadUnaligned(fromByteOffset: left.start + offset, as: UInt64.self)
      if word != other.loadUnaligned(fromByteOffset: right.start + offset, as: UInt64.self) {
        return false
      }
      offset += 8
    }
    let (ones, others) = (
      left.start..<left.start + left.length, right.start..<right.start + right.length
    )
    return rest(ones, from: left.start + offset, of: one)
      == rest(others, from: right.start + offset, of: other)
  }
}
