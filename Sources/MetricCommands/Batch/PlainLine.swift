internal import MetricModel
internal import MetricOperations

/// Reads the lines that most batches are made of, `incr NAME name=value,...` and its like, from
/// their bytes.
///
/// It takes only what it is certain of, and means by it what `BatchLine` means: one blank between
/// words, labels in the order of their names, and in values no byte that means something to the
/// shell or the labelset. For all else it gives nothing. It is there for speed: reading words, then
/// options, then labels takes as long as all else that is done for a series.
struct PlainLine {
  private static let longest = 4096
  private let text: UnsafeRawBufferPointer
  private var place: Int
  private let end: Int

  /// The operation of a line, which ends in a number if one is given; nil when it is not plain.
  static func read(
    _ line: Range<Int>, of text: UnsafeRawBufferPointer, number: LineNumber?
  ) -> Operation? {
    guard line.count <= longest else { return nil }
    var reader = PlainLine(
      text, line.lowerBound, number.map { $0.head.upperBound } ?? line.upperBound)
    return number.map { reader.numbered($0, lineEnd: line.upperBound) } ?? reader.increment()
  }

  private init(_ text: UnsafeRawBufferPointer, _ place: Int, _ end: Int) {
    (self.text, self.place, self.end) = (text, place, end)
  }

  private mutating func increment() -> Operation? {
    guard skip("incr "), let series = series() else { return nil }
    return Operation(series: series, action: .add(1))
  }

  private mutating func numbered(_ number: LineNumber, lineEnd: Int) -> Operation? {
    let action: Operation.Action
    if skip("add ") {
      action = .add(number.value)
    } else if skip("set ") {
      action = .set(number.value, onlyIfNew: false)
    } else if skip("observe ") {
      action = .observe(number.value)
    } else {
      return nil
    }
    // Behind the series stands one blank, behind the number nothing.
    guard !LineNumber.isBlank(text[lineEnd - 1]) else { return nil }
    var rest = PlainLine(text, place, end - 1)
    guard text[end - 1] == UInt8(ascii: " "), let series = rest.series() else { return nil }
    return Operation(series: series, action: action)
  }

  private mutating func skip(_ word: StaticString) -> Bool {
    guard end - place >= word.utf8CodeUnitCount else { return false }
    for offset in 0..<word.utf8CodeUnitCount where text[place + offset] != word.utf8Start[offset] {
      return false
    }
    place += word.utf8CodeUnitCount
    return true
  }

  /// NAME, or NAME and labels, to the end.
  private mutating func series() -> SeriesReference? {
    let start = place
    while place < end, isNameByte(text[place]) { place += 1 }
    guard place > start, place - start <= MetricName.maximumLength, isNameStart(text[start]) else {
      return nil
    }
    let name = MetricName(trusted: String(decoding: text[start..<place], as: UTF8.self))
    guard place < end else { return SeriesReference(name: name, labels: .empty) }
    guard text[place] == UInt8(ascii: " ") else { return nil }
    place += 1
    return labels().map { SeriesReference(name: name, labels: LabelSet(trustedCanonical: $0)) }
  }

  /// The canonical text of the labels up to the end.
  private mutating func labels() -> [UInt8]? {
    var canonical: [UInt8] = []
    canonical.reserveCapacity(end - place + 32)
    var previous = 0..<0
    for count in 1...LabelSet.maximumCount {
      guard let name = labelName(), count == 1 || isAscending(previous, name) else { return nil }
      previous = name
      let start = place
      while place < end, Self.isPlain(text[place]) { place += 1 }
      // A value that begins with ~ would be a selector's pattern, which is refused elsewhere.
      guard place > start, text[start] != UInt8(ascii: "~") else { return nil }
      append(name, to: &canonical)
      canonical.append(UInt8(ascii: "="))
      canonical.append(UInt8(ascii: "\""))
      append(start..<place, to: &canonical)
      canonical.append(UInt8(ascii: "\""))
      if place == end { return canonical }
      guard text[place] == UInt8(ascii: ",") else { return nil }
      canonical.append(UInt8(ascii: ","))
      place += 1
    }
    return nil
  }

  /// Appends a run of the text, as one copy.
  private func append(_ range: Range<Int>, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: text[range]))
  }

  /// A label's name that is not reserved, and the sign behind it.
  private mutating func labelName() -> Range<Int>? {
    let start = place
    while place < end, isNameByte(text[place]) { place += 1 }
    guard place > start, place < end, text[place] == UInt8(ascii: "="), isNameStart(text[start]),
      text[start] != UInt8(ascii: "_")
    else { return nil }
    place += 1
    return start..<place - 1
  }

  private func isAscending(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
    text[left].lexicographicallyPrecedes(text[right])
  }

  /// Visible ASCII that neither the shell nor a labelset gives a meaning to.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "\\"), UInt8(ascii: ","),
      UInt8(ascii: "#"):
      false
    default: byte > 0x20 && byte < 0x7f
    }
  }
}
