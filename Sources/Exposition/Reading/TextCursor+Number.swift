internal import MetricModel

// Numbers of samples and labels. Each ends at a blank, a quote or the end of its line.
extension TextCursor {
  /// Reads a number: `3`, `-0.5`, `1e6`, and `Inf` and `NaN` in any case.
  mutating func number() throws(ExpositionFault) -> Double {
    let start = position
    if let decimal = decimal() {
      if let number = decimal.double { return number }
      // Right in form and beyond the short way: the standard library knows the long one.
      if let number = Double(string(start, position)), number.isFinite { return number }
    } else if let number = MetricNumber.read(takeWord()) {
      return number
    }
    throw wrong(start) { .number($0) }
  }

  /// Reads a whole number of 0 or more.
  mutating func count() throws(ExpositionFault) -> UInt64 {
    let start = position
    let decimal = decimal()
    if let count = decimal?.count { return count }
    // The largest counts have a digit more than fit whatever they are.
    if decimal?.isCut == true, let count = UInt64(string(start, position)) { return count }
    throw wrong(start) { .count($0) }
  }

  /// Reads a moment in seconds since the epoch, exact to the nanosecond.
  mutating func moment() throws(ExpositionFault) -> Timestamp {
    let start = position
    guard let moment = decimal()?.moment else {
      throw wrong(start) { .moment($0) }
    }
    return moment
  }

  /// Reads the timestamp of a sample: seconds in OpenMetrics, whole milliseconds in Prometheus text.
  mutating func timestamp(_ dialect: ExpositionDialect) throws(ExpositionFault) -> Double {
    let start = position
    switch dialect {
    case .openmetrics:
      if decimal() != nil, let number = Double(string(start, position)), number.isFinite {
        return number
      }
    case .prometheus:
      if let number = Int64(takeWord()) { return Double(number) }
    }
    throw wrong(start, .timestamp) { .timestamp($0) }
  }

  /// Reads a decimal number; nil, and nothing is read, when there is none.
  mutating func decimal() -> Decimal? {
    var decimal = Decimal()
    var place = position
    decimal.isNegative = self[place] == UInt8(ascii: "-")
    if decimal.isNegative || self[place] == UInt8(ascii: "+") { place += 1 }
    let start = place
    var count = appendDigits(from: &place, to: &decimal.digits)
    if self[place] == UInt8(ascii: ".") {
      place += 1
      let fraction = appendDigits(from: &place, to: &decimal.digits)
      decimal.exponent = -fraction
      count += fraction
    }
    guard count > 0 else { return nil }
    if count > Decimal.mostDigits { cut(&decimal, from: start, to: place) }
    if self[place] | 0x20 == UInt8(ascii: "e") {
      guard let power = power(from: &place) else { return nil }
      decimal.exponent += power
    }
    guard isWordEnd(self[place]) else { return nil }
    position = place
    return decimal
  }

  @inline(__always)
  private func appendDigits(from place: inout Int, to digits: inout UInt64) -> Int {
    let start = place
    while true {
      let digit = self[place] &- UInt8(ascii: "0")
      guard digit < 10 else { return place - start }
      digits = digits &* 10 &+ UInt64(digit)
      place += 1
    }
  }

  /// Reads digits again of which there are too many: those beyond the nineteenth are left out.
  private func cut(_ decimal: inout Decimal, from start: Int, to end: Int) {
    var (count, point) = (0, end)
    (decimal.digits, decimal.exponent) = (0, 0)
    for place in start..<end {
      guard self[place] != UInt8(ascii: ".") else {
        point = place
        continue
      }
      let digit = UInt64(self[place] - UInt8(ascii: "0"))
      if count == Decimal.mostDigits {
        if digit != 0 { decimal.isCut = true }
        if place < point { decimal.exponent += 1 }
      } else {
        decimal.digits = decimal.digits * 10 + digit
        if decimal.digits > 0 { count += 1 }
        if place > point { decimal.exponent -= 1 }
      }
    }
  }

  /// The power of ten behind an `e`; nil when there is none.
  private func power(from place: inout Int) -> Int? {
    place += 1
    let isNegative = self[place] == UInt8(ascii: "-")
    if isNegative || self[place] == UInt8(ascii: "+") { place += 1 }
    var power: UInt64 = 0
    let start = place
    while self[place] &- UInt8(ascii: "0") < 10 {
      power = min(power * 10 + UInt64(self[place] - UInt8(ascii: "0")), 100_000)
      place += 1
    }
    return place == start ? nil : isNegative ? -Int(power) : Int(power)
  }

  private func isWordEnd(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\"")
      || byte == UInt8(ascii: "\t")
  }

  /// Reads up to the end of a word.
  private mutating func takeWord() -> String {
    let start = position
    while !isWordEnd(byte) { position += 1 }
    return string(start, position)
  }

  /// The error of a word that is not what it should be, or is not there.
  private func wrong(
    _ start: Int, _ part: ExpositionRule.Part = .value, _ rule: (String) -> ExpositionRule
  ) -> ExpositionFault {
    let word = word(from: start)
    var copy = self
    copy.position = start
    return word.isEmpty ? copy.expected(part) : fault(rule(word), at: start)
  }

  /// The word that begins at a place, for an error.
  func word(from start: Int) -> String {
    var copy = self
    copy.position = start
    return copy.takeWord()
  }
}
