internal import MetricModel

/// Writes lines of the StatsD protocol.
///
/// ```
/// http_requests_total.code.200:3|c            labels as parts of the name
/// http_requests_total:3|c|#code:200           labels as tags, as DogStatsD has them
/// temperature:0|g                             a gauge set to -5: a sign would mean a change
/// temperature:-5|g
/// ```
/// Source: etsy/statsd, docs/metric_types.md; Datadog, "DogStatsD datagram".
///
/// In names, label names and label values that become parts of a name, every byte that means
/// something to StatsD or to the servers behind it becomes `_`: all of ASCII but letters, digits, `_`
/// and `-`. In a tag's value only `|`, `,` and control characters do.
public struct StatsDEncoder: Sendable {
  private let labelStyle: LabelStyle

  /// An encoder for a server of a kind: every one takes dotted names, tags need DogStatsD's way.
  public init(labels labelStyle: LabelStyle = .dotted) { self.labelStyle = labelStyle }

  /// Appends one value: its line, or two joined by a newline that must stay in one datagram.
  ///
  /// There is no newline at the end. `labels` is the canonical text of a labelset, without braces.
  /// Returns false, with nothing appended, for a number that the protocol cannot carry: NaN and
  /// infinity.
  @discardableResult
  public func append(
    name: [UInt8], labels: ArraySlice<UInt8>, _ value: StatsDValue,
    to text: inout [UInt8]
  ) -> Bool {
    guard value.number.isFinite else { return false }
    let start = text.count
    for byte in name { text.append(byte == UInt8(ascii: ".") ? byte : PathText.safe(byte)) }
    if labelStyle == .dotted { PathText.append(labels, to: &text) }
    let path = text[start...]
    if case .gauge(let number) = value, number < 0 {
      append(.gauge(0), labels, to: &text)
      text.append(UInt8(ascii: "\n"))
      text.append(contentsOf: path)
    }
    append(value, labels, to: &text)
    return true
  }

  /// Appends what follows the name.
  private func append(
    _ value: StatsDValue, _ labels: ArraySlice<UInt8>, to text: inout [UInt8]
  ) {
    text.append(UInt8(ascii: ":"))
    if case .gaugeDelta(let number) = value, number >= 0 { text.append(UInt8(ascii: "+")) }
    // Minus zero would read as a change by nothing.
    MetricNumber.append(value.number == 0 ? 0 : value.number, to: &text)
    text.append(UInt8(ascii: "|"))
    text.append(value.letters)
    if labelStyle == .tags { appendTags(labels, to: &text) }
  }

  private func appendTags(_ labels: ArraySlice<UInt8>, to text: inout [UInt8]) {
    var separator = "|#"
    for (name, value) in CanonicalLabels(labels) {
      text.append(separator)
      text.append(contentsOf: name)
      text.append(UInt8(ascii: ":"))
      for byte in CanonicalLabels.unescaped(value) { text.append(Self.safeInTag(byte)) }
      separator = ","
    }
  }

  private static func safeInTag(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "|"), UInt8(ascii: ","), 0..<0x20, 0x7f: UInt8(ascii: "_")
    default: byte
    }
  }
}
