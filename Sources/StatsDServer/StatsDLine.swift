/// The parts of one line, as slices of its bytes: `name:value|type|@rate|#tag:v,tag2:v2`.
///
/// Several values may be packed, `name:1:2:3|ms`; those that the original protocol packs, each with
/// its type, are for `PackedLine`. Sections that begin with another letter, as DogStatsD's container
/// and timestamp do, are passed over. Source: etsy/statsd, docs/metric_types.md; Datadog, "DogStatsD
/// datagram and shell usage".
struct StatsDLine {
  let name: UnsafeRawBufferPointer
  /// One number or several with colons between; for a set, the value itself.
  let values: UnsafeRawBufferPointer
  let type: StatsDType
  /// The share of events that were sent, above 0 and at most 1.
  private(set) var rate = 1.0
  private(set) var tags = UnsafeRawBufferPointer(start: nil, count: 0)

  /// Tells the parts of a line apart, which is not empty.
  init(_ line: UnsafeRawBufferPointer) throws(StatsDFault) {
    var end = 0
    while end < line.count, line[end] != UInt8(ascii: ":"), line[end] != UInt8(ascii: "|") {
      end += 1
    }
    guard end < line.count, line[end] == UInt8(ascii: ":") else { throw .noValue }
    guard end > 0 else { throw .noName }
    name = UnsafeRawBufferPointer(rebasing: line[..<end])
    var rest = UnsafeRawBufferPointer(rebasing: line[(end + 1)...])
    guard let values = Self.section(of: &rest), let letters = Self.section(of: &rest) else {
      throw .noType
    }
    let type = try Self.type(letters)
    guard !values.isEmpty else { throw .noValue }
    (self.values, self.type) = (values, type)
    if rest.baseAddress != nil { try readSections(rest) }
  }

  /// One value of a line that was taken apart.
  init(
    name: UnsafeRawBufferPointer, values: UnsafeRawBufferPointer, type: StatsDType, rate: Double,
    tags: UnsafeRawBufferPointer
  ) {
    (self.name, self.values, self.type, self.rate, self.tags) = (name, values, type, rate, tags)
  }

  /// The type of these letters.
  static func type(_ letters: UnsafeRawBufferPointer) throws(StatsDFault) -> StatsDType {
    guard let type = StatsDType(letters) else {
      throw letters.isEmpty ? .noType : .type(StatsDFault.text(letters))
    }
    return type
  }

  private mutating func readSections(_ text: UnsafeRawBufferPointer) throws(StatsDFault) {
    var rest = text
    var (hasRate, hasTags) = (false, false)
    while let section = Self.section(of: &rest) {
      switch section.first {
      case UInt8(ascii: "@"):
        guard !hasRate else { throw .repeatedSection }
        hasRate = true
        rate = try Self.rate(UnsafeRawBufferPointer(rebasing: section[1...]))
      case UInt8(ascii: "#"):
        guard !hasTags else { throw .repeatedSection }
        hasTags = true
        tags = UnsafeRawBufferPointer(rebasing: section[1...])
      default: continue
      }
    }
  }

  /// The rates that programs use; far smaller ones would only multiply mistakes.
  static func rate(_ bytes: UnsafeRawBufferPointer) throws(StatsDFault) -> Double {
    guard let number = StatsDNumber(bytes), number.value >= 1e-9, number.value <= 1 else {
      throw .rate(StatsDFault.text(bytes))
    }
    return number.value
  }

  /// Takes the bytes up to the next bar off; nil when the line has ended before.
  static func section(
    of rest: inout UnsafeRawBufferPointer
  ) -> UnsafeRawBufferPointer? {
    guard rest.baseAddress != nil else { return nil }
    var end = 0
    while end < rest.count, rest[end] != UInt8(ascii: "|") { end += 1 }
    let section = UnsafeRawBufferPointer(rebasing: rest[..<end])
    rest =
      end < rest.count
      ? UnsafeRawBufferPointer(rebasing: rest[(end + 1)...])
      : UnsafeRawBufferPointer(start: nil, count: 0)
    return section
  }

  /// Reads the numbers into a list that is used again for each line.
  func readNumbers(into numbers: inout [StatsDNumber]) throws(StatsDFault) {
    numbers.removeAll(keepingCapacity: true)
    var start = 0
    while start <= values.count {
      var end = start
      while end < values.count, values[end] != UInt8(ascii: ":") { end += 1 }
      let digits = UnsafeRawBufferPointer(rebasing: values[start..<end])
      guard let number = StatsDNumber(digits) else { throw .number(StatsDFault.text(digits)) }
      numbers.append(number)
      start = end + 1
    }
  }

  /// What of DogStatsD a line is that is no metric: an event or a service check.
  static func foreign(_ line: UnsafeRawBufferPointer) -> StatsDFault? {
    guard line.count >= 3, line[0] == UInt8(ascii: "_") else { return nil }
    if line[1] == UInt8(ascii: "e") { return line[2] == UInt8(ascii: "{") ? .event : nil }
    let isCheck =
      line.count >= 4 && line[1] == UInt8(ascii: "s") && line[2] == UInt8(ascii: "c")
      && line[3] == UInt8(ascii: "|")
    return isCheck ? .serviceCheck : nil
  }
}
