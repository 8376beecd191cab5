/// The values of a line that packs several, each as a line of its own.
///
/// ```
/// n:5|ms:6|ms|@0.5:7|ms|#a:b    as the original server takes them: a colon behind a type or a rate
/// n:1:x:3|c|#a:b                as DogStatsD has them
/// ```
/// Only lines that cannot be summed as they stand are taken apart, so that what is wrong with one
/// value does not take the others with it. Tags are for all values, wherever they stand; nothing is
/// packed behind them. Empty values are passed over. Source: etsy/statsd, stats.js; Prometheus'
/// statsd_exporter, pkg/line.
struct PackedLine {
  /// A value, or what is wrong with it.
  typealias Piece = Result<StatsDLine, StatsDFault>

  /// A value or several with colons between, and the sections behind them.
  private struct Sample {
    let values: UnsafeRawBufferPointer
    var letters = UnsafeRawBufferPointer(start: nil, count: 0)
    var rates: [UnsafeRawBufferPointer] = []
  }

  private let name: UnsafeRawBufferPointer
  private var tags: [UnsafeRawBufferPointer] = []
  /// In the order of the line; never empty.
  private(set) var pieces: [Piece] = []

  /// Takes a line apart; nil when there is only one value in it.
  init?(_ line: UnsafeRawBufferPointer) {
    guard let (name, text) = Self.cut(line), !name.isEmpty else { return nil }
    self.name = name
    let samples = readSamples(text)
    for sample in samples {
      do throws(StatsDFault) { try take(sample) } catch { pieces.append(.failure(error)) }
    }
    let isPacked = samples.count > 1 || samples[0].values.contains(UInt8(ascii: ":"))
    guard isPacked else { return nil }
    if pieces.isEmpty { pieces = [.failure(.noValue)] }
  }

  private mutating func readSamples(_ text: UnsafeRawBufferPointer) -> [Sample] {
    var samples: [Sample] = []
    var rest = text
    var next = StatsDLine.section(of: &rest)
    while let values = next {
      next = nil
      var sample = Sample(values: values)
      if let letters = StatsDLine.section(of: &rest) {
        (sample.letters, next) = Self.cut(letters).map { ($0, $1) } ?? (letters, nil)
      }
      while next == nil, let section = StatsDLine.section(of: &rest) {
        switch section.first {
        case UInt8(ascii: "@"):
          let rate = UnsafeRawBufferPointer(rebasing: section[1...])
          let parts = Self.cut(rate)
          sample.rates.append(parts?.before ?? rate)
          next = parts?.after
        case UInt8(ascii: "#"): tags.append(UnsafeRawBufferPointer(rebasing: section[1...]))
        default: continue
        }
      }
      samples.append(sample)
    }
    return samples
  }

  private mutating func take(_ sample: Sample) throws(StatsDFault) {
    let type = try StatsDLine.type(sample.letters)
    guard sample.rates.count <= 1, tags.count <= 1 else { throw .repeatedSection }
    let rate = try sample.rates.first.map(StatsDLine.rate) ?? 1
    let tags = tags.first ?? UnsafeRawBufferPointer(start: nil, count: 0)
    if type == .set {
      guard !sample.values.isEmpty else { throw .noValue }
      pieces.append(
        .success(StatsDLine(name: name, values: sample.values, type: type, rate: rate, tags: tags)))
      return
    }
    for value in sample.values.split(separator: UInt8(ascii: ":")) {
      let value = UnsafeRawBufferPointer(rebasing: value)
      pieces.append(
        .success(StatsDLine(name: name, values: value, type: type, rate: rate, tags: tags)))
    }
  }

  private static func cut(
    _ text: UnsafeRawBufferPointer
  ) -> (before: UnsafeRawBufferPointer, after: UnsafeRawBufferPointer)? {
    guard let colon = text.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    return (
      UnsafeRawBufferPointer(rebasing: text[..<colon]),
      UnsafeRawBufferPointer(rebasing: text[(colon + 1)...])
    )
  }
}
