/// JSON read into values, as far as the argument parser's account of itself needs it.
///
/// Numbers, `true`, `false` and `null` stay words. What is not JSON is nil.
struct JSONText {
  indirect enum Value {
    case object([String: Value])
    case array([Value])
    case string(String)
    case word(String)

    subscript(name: String) -> Value? {
      if case .object(let members) = self { members[name] } else { nil }
    }

    var elements: [Value] { if case .array(let values) = self { values } else { [] } }
    var text: String? { if case .string(let text) = self { text } else { nil } }
    var isTrue: Bool { if case .word("true") = self { true } else { false } }
  }

  private var bytes: ArraySlice<UInt8>

  static func read(_ text: String) -> Value? {
    var reader = JSONText(bytes: Array(text.utf8)[...])
    return reader.value()
  }

  private mutating func value() -> Value? {
    skipBlanks()
    switch bytes.first {
    case UInt8(ascii: "{"): return object()
    case UInt8(ascii: "["): return array()
    case UInt8(ascii: "\""): return string().map { .string($0) }
    default:
      let word = bytes.prefix { !" \t\r\n,]}".utf8.contains($0) }
      bytes = bytes.dropFirst(word.count)
      return word.isEmpty ? nil : .word(String(decoding: word, as: UTF8.self))
    }
  }

  private mutating func object() -> Value? {
    var members: [String: Value] = [:]
    let isWhole = list(UInt8(ascii: "}")) { reader in
      reader.skipBlanks()
      guard let name = reader.string(), reader.take(UInt8(ascii: ":")), let value = reader.value()
      else { return false }
      members[name] = value
      return true
    }
    return isWhole ? .object(members) : nil
  }

  private mutating func array() -> Value? {
    var values: [Value] = []
    let isWhole = list(UInt8(ascii: "]")) { reader in
      guard let value = reader.value() else { return false }
      values.append(value)
      return true
    }
    return isWhole ? .array(values) : nil
  }

  /// Reads what stands between two brackets, separated by commas.
  private mutating func list(_ end: UInt8, _ element: (inout JSONText) -> Bool) -> Bool {
    bytes.removeFirst()
    if take(end) { return true }
    while element(&self) {
      if take(end) { return true }
      guard take(UInt8(ascii: ",")) else { return false }
    }
    return false
  }

  private mutating func string() -> String? {
    guard take(UInt8(ascii: "\"")) else { return nil }
    var text: [UInt8] = []
    while let byte = bytes.popFirst() {
      if byte == UInt8(ascii: "\"") { return String(decoding: text, as: UTF8.self) }
      guard byte == UInt8(ascii: "\\") else {
        text.append(byte)
        continue
      }
      guard let letter = bytes.popFirst() else { return nil }
      switch letter {
      case UInt8(ascii: "n"): text.append(UInt8(ascii: "\n"))
      case UInt8(ascii: "t"): text.append(UInt8(ascii: "\t"))
      case UInt8(ascii: "u"):
        let digits = String(decoding: bytes.prefix(4), as: UTF8.self)
        guard let number = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(number) else {
          return nil
        }
        bytes = bytes.dropFirst(4)
        text += String(scalar).utf8
      default: text.append(letter)
      }
    }
    return nil
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard bytes.first == byte else { return false }
    bytes.removeFirst()
    return true
  }

  private mutating func skipBlanks() {
    bytes = bytes.drop { " \t\r\n".utf8.contains($0) }
  }
}
