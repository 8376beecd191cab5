/// One label while a set is being made or read: the name, and the value's unescaped UTF-8.
final class Label {
  let name: String
  let value: [UInt8]
  fileprivate var next: Label?

  init(name: String, value: [UInt8]) {
    self.name = name
    self.value = value
  }

  static func nameIsValid(_ name: String) -> Bool {
    guard let first = name.utf8.first else { return false }
    return isNameStart(first) && name.utf8.allSatisfy(isNameByte)
  }

  fileprivate func precedes(_ other: Label) -> Bool {
    name.utf8.lexicographicallyPrecedes(other.name.utf8)
  }

  fileprivate func appendCanonical(to text: inout [UInt8]) {
    if !text.isEmpty { text.append(UInt8(ascii: ",")) }
    text.append(contentsOf: name.utf8)
    text.append(UInt8(ascii: "="))
    text.append(UInt8(ascii: "\""))
    for byte in value { text.appendEscaped(byte) }
    text.append(UInt8(ascii: "\""))
  }
}

/// The labels of a set while it is made, sorted by name; each is checked when it comes.
///
/// A list of objects, since it stands on the way of every increment: the runtime builds the type of
/// an array of something new when it is first used, in 0.02 ms or more.
struct LabelList: Sequence, IteratorProtocol {
  private var first: Label?
  private(set) var count = 0

  /// Puts a label in its place.
  ///
  /// Throws `invalid` for a bad, reserved or repeated name, and for a label too many.
  mutating func insert(name: String, value: [UInt8]) throws(MetricError) {
    guard Label.nameIsValid(name) else { throw .invalid(.labelName(name)) }
    guard !name.utf8.starts(with: "__".utf8) else { throw .invalid(.reservedLabel(name)) }
    count += 1
    guard count <= LabelSet.maximumCount else { throw .invalid(.tooManyLabels(count)) }
    let label = Label(name: name, value: value)
    var previous: Label?
    var next = first
    while let candidate = next, candidate.precedes(label) {
      (previous, next) = (candidate, candidate.next)
    }
    if let next, next.name == name { throw .invalid(.duplicateLabel(name)) }
    label.next = next
    if let previous { previous.next = label } else { first = label }
  }

  /// Takes the first label off, as a loop over the list does with its copy.
  mutating func next() -> Label? {
    let label = first
    first = first?.next
    return label
  }

  /// The canonical text: labels with an empty value are left out.
  var canonical: [UInt8] {
    var text: [UInt8] = []
    var label = first
    while let next = label {
      if !next.value.isEmpty { next.appendCanonical(to: &text) }
      label = next.next
    }
    return text
  }
}
