/// A set of Unicode scalars, as a class of a pattern (`[a-z]`, `\d`) names it.
struct ScalarClass: Equatable, Sendable {
  private(set) var ranges: [ClosedRange<UInt32>] = []
  /// Whether the set holds what the ranges do not.
  var isNegated = false
  /// Whether upper and lower case are the same.
  var ignoresCase = false

  static let digits = ScalarClass(ranges: [0x30...0x39])
  static let words = ScalarClass(ranges: [0x30...0x39, 0x41...0x5a, 0x5f...0x5f, 0x61...0x7a])
  static let spaces = ScalarClass(ranges: [0x09...0x0a, 0x0c...0x0d, 0x20...0x20])

  mutating func insert(_ range: ClosedRange<UInt32>) { ranges.append(range) }

  /// Adds what another class holds, negated or not.
  mutating func insert(_ other: ScalarClass) {
    guard other.isNegated else { return ranges += other.ranges }
    var next: UInt32 = 0
    for range in other.ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if range.lowerBound > next { ranges.append(next...range.lowerBound - 1) }
      next = max(next, range.upperBound + 1)
    }
    if next <= 0x10ffff { ranges.append(next...0x10ffff) }
  }

  func contains(_ scalar: UInt32) -> Bool {
    var holds = ranges.contains { $0.contains(scalar) }
    if !holds, ignoresCase {
      holds = caseVariants(scalar).contains { variant in
        ranges.contains { $0.contains(variant) }
      }
    }
    return holds != isNegated
  }
}

/// The scalar in lower and in upper case, where each is one scalar.
func caseVariants(_ value: UInt32) -> [UInt32] {
  guard let scalar = Unicode.Scalar(value) else { return [] }
  let mappings = [scalar.properties.lowercaseMapping, scalar.properties.uppercaseMapping]
  return mappings.compactMap { mapping in
    let scalars = mapping.unicodeScalars
    return scalars.count == 1 ? scalars.first?.value : nil
  }
}

/// The ASCII scalars of a class, a bit for each: what nearly all label values are made of.
struct ASCIIScalars: Sendable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  init(of members: ScalarClass) {
    for value in UInt32(0)..<64 {
      if members.contains(value) { low |= 1 << UInt64(value) }
      if members.contains(value + 64) { high |= 1 << UInt64(value) }
    }
  }

  /// Whether a scalar below 128 is in the class.
  func contains(_ scalar: UInt32) -> Bool {
    (scalar < 64 ? low : high) & 1 << UInt64(scalar & 63) != 0
  }
}
