/// The labels of a canonical text, one after the other, as slices of its bytes.
///
/// It allocates nothing, for the loops that go over a million labelsets. Of text that is not
/// canonical it gives the labels up to the fault.
package struct CanonicalLabels: Sequence, IteratorProtocol {
  private var rest: ArraySlice<UInt8>

  /// The labels of a canonical text without braces, such as `code="200",method="GET"`.
  package init(_ canonical: ArraySlice<UInt8>) { rest = canonical }

  /// The next label: its name, and its value as it stands between the quotes, still escaped.
  package mutating func next() -> (name: ArraySlice<UInt8>, escapedValue: ArraySlice<UInt8>)? {
    guard let equals = rest.firstIndex(of: UInt8(ascii: "=")), equals + 1 < rest.endIndex else {
      return nil
    }
    let start = equals + 2
    var end = start
    while end < rest.endIndex, rest[end] != UInt8(ascii: "\"") {
      end += rest[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard end < rest.endIndex else { return nil }
    let label = (rest[..<equals], rest[start..<end])
    rest = rest[Swift.min(end + 2, rest.endIndex)...]
    return label
  }

  /// The text that an escaped value stands for.
  package static func unescaped(_ escaped: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard escaped.contains(UInt8(ascii: "\\")) else { return escaped }
    var text: [UInt8] = []
    var isEscape = false
    for byte in escaped {
      if isEscape {
        text.append(byte == UInt8(ascii: "n") ? UInt8(ascii: "\n") : byte)
        isEscape = false
      } else if byte == UInt8(ascii: "\\") {
        isEscape = true
      } else {
        text.append(byte)
      }
    }
    return text[...]
  }
}
