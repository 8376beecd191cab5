/// The parts of one line, as slices of its bytes: `name:value|type|@rate|#tag:v,tag2:v2`.
///
/// Several values may be packed, `name:1:2:3|ms`. Sections that begin with another letter, as
/// DogStatsD's container and timestamp do, are passed over. Source: etsy/statsd,
/// docs/metric_types.md; Datadog, "DogStatsD datagram and shell usage".
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
    guard let type = StatsDType(letters) else { throw letters.isEmpty ? .noType : .type }
    guard !values.isEmpty else { throw .noValue }
    (self.values, self.type) = (values, type)
    if rest.baseAddress != nil { try readSections(rest) }
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
  private static func rate(_ bytes: UnsafeRawBufferPointer) throws(StatsDFault) -> Double {
    guard let number = StatsDNumber(bytes), number.value >= 1e-9, number.value <= 1 else {
      throw .rate
    }
    return number.value
  }

  /// Takes the bytes up to the next bar off; nil when the line has ended before.
  private static func section(
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
      guard let number = StatsDNumber(UnsafeRawBufferPointer(rebasing: values[start..<end]))
      else { throw .number }
      numbers.append(number)
      start = end + 1
    }
  }

  /// Whether a line is a service check or an event of DogStatsD.
  static func isIgnored(_ line: UnsafeRawBufferPointer) -> Bool {
    guard line.count >= 3, line[0] == UInt8(ascii: "_") else { return false }
    if line[1] == UInt8(ascii: "e") { return line[2] == UInt8(ascii: "{") }
    return line.count >= 4 && line[1] == UInt8(ascii: "s") && line[2] == UInt8(ascii: "c")
      && line[3] == UInt8(ascii: "|")
  }
}
