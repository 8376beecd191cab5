/// The name part of a selector: a metric name in which `*`, `?` and `[a-z]` stand for others.
///
/// `*` is any text, `?` any one character, `[...]` one of the characters and ranges inside, or none
/// of them after `!` or `^`. It takes names whole, in time that grows as name times pattern.
struct NameGlob: Equatable, Sendable {
  private enum Part: Equatable, Sendable {
    case one(UInt8)
    case any
    case anyText
    case members([ClosedRange<UInt8>], isNegated: Bool)
  }

  private var parts: [Part] = []

  /// Reads a glob; returns nil when a `[` has no `]`, a range is backward, or a character could not
  /// be part of any name.
  init?(_ text: String) {
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "*"): parts.append(.anyText)
      case UInt8(ascii: "?"): parts.append(.any)
      case UInt8(ascii: "["):
        guard let part = Self.readMembers(&rest) else { return nil }
        parts.append(part)
      default:
        guard isNameByte(byte) || byte == UInt8(ascii: ":") else { return nil }
        parts.append(.one(byte))
      }
    }
  }

  private static func readMembers(_ rest: inout ArraySlice<UInt8>) -> Part? {
    let isNegated = rest.first == UInt8(ascii: "!") || rest.first == UInt8(ascii: "^")
    if isNegated { rest.removeFirst() }
    guard let end = rest.firstIndex(of: UInt8(ascii: "]")), end > rest.startIndex else {
      return nil
    }
    var members = rest[..<end]
    rest = rest[(end + 1)...]
    var ranges: [ClosedRange<UInt8>] = []
    while let lower = members.popFirst() {
      guard members.count > 1, members.first == UInt8(ascii: "-") else {
        ranges.append(lower...lower)
        continue
      }
      members.removeFirst()
      guard let upper = members.popFirst(), lower <= upper else { return nil }
      ranges.append(lower...upper)
    }
    return .members(ranges, isNegated: isNegated)
  }

  /// Whether the glob takes the whole name.
  func matches(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    var (byte, part) = (0, 0)
    // Where to go on when a try fails: after the last `*`, which then takes one byte more. Earlier
    // stars need no second try, since what they took cannot make the rest fit better.
    var retry: (byte: Int, part: Int)?
    while byte < bytes.count {
      if part < parts.count, parts[part] == .anyText {
        part += 1
        retry = (byte, part)
      } else if part < parts.count, takes(parts[part], bytes[byte]) {
        (byte, part) = (byte + 1, part + 1)
      } else if let last = retry {
        (byte, part) = (last.byte + 1, last.part)
        retry = (byte, part)
      } else {
        return false
      }
    }
    return parts[part...].allSatisfy { $0 == .anyText }
  }

  private func takes(_ part: Part, _ byte: UInt8) -> Bool {
    switch part {
    case .one(let wanted): wanted == byte
    case .any: true
    case .anyText: false
    case .members(let ranges, let isNegated):
      ranges.contains { $0.contains(byte) } != isNegated
    }
  }
}
