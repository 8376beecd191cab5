internal import MetricModel

/// A number in a StatsD line: decimal and finite.
struct StatsDNumber {
  var value: Double
  /// Whether it has a sign, which makes a gauge's number a change.
  let isSigned: Bool

  /// Reads all of some bytes; nil when they are not a number.
  ///
  /// Up to 2^53 and 22 digits behind the point, one division rounds as it should. What is longer,
  /// or has an exponent, takes the long way.
  init?(_ bytes: UnsafeRawBufferPointer) {
    guard let first = bytes.first else { return nil }
    isSigned = first == UInt8(ascii: "-") || first == UInt8(ascii: "+")
    var digits: UInt64 = 0
    var count = 0
    var point: Int?
    var index = isSigned ? 1 : 0
    while index < bytes.count {
      let digit = bytes[index] &- UInt8(ascii: "0")
      if digit <= 9, count < 18 {
        digits = digits &* 10 &+ UInt64(digit)
        count += 1
      } else if bytes[index] == UInt8(ascii: "."), point == nil {
        point = count
      } else {
        guard let number = Self.readSlowly(bytes) else { return nil }
        value = number
        return
      }
      index += 1
    }
    guard count > 0 else { return nil }
    guard digits <= 1 << 53 else {
      guard let number = Self.readSlowly(bytes) else { return nil }
      value = number
      return
    }
    value = Double(digits) / Self.power(point.map { count - $0 } ?? 0)
    if first == UInt8(ascii: "-") { value = -value }
  }

  /// The number as a message shows it.
  var text: String { MetricNumber.text(value) }

  private static func power(_ exponent: Int) -> Double {
    var power = 1.0
    for _ in 0..<exponent { power *= 10 }
    return power
  }

  private static func readSlowly(_ bytes: UnsafeRawBufferPointer) -> Double? {
    guard bytes.allSatisfy({ isNumberByte($0) }),
      let number = MetricNumber.read(String(decoding: bytes, as: UTF8.self)), number.isFinite
    else { return nil }
    return number
  }

  /// Leaves out the words for infinity and for what is no number.
  private static func isNumberByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
      UInt8(ascii: "+"), UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }
}
