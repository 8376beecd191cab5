internal import MetricModel
internal import MetricOperations

/// One word that is an option: `--name`, `--name=value`, `-n`, `-nVALUE` or `-n=VALUE`.
struct OptionWord {
  enum Name {
    case setting(SettingKey)
    case operation(OperationOption)

    /// Whether a value follows it.
    var takesValue: Bool {
      switch self {
      case .setting(let key): !key.isFlag
      case .operation(let key): key.takesValue
      }
    }

    /// The name behind two dashes.
    var long: String {
      switch self {
      case .setting(let key): key.rawValue
      case .operation(let key): key.rawValue
      }
    }
  }

  let name: Name
  private let attached: String?

  init?(_ word: String) {
    guard word.utf8.first == UInt8(ascii: "-"),
      let (name, attached) = word.hasPrefix("--") ? Self.long(word) : Self.short(word)
    else { return nil }
    (self.name, self.attached) = (name, attached)
  }

  private static func long(_ word: String) -> (Name, String?)? {
    let body = word.utf8.dropFirst(2)
    let equals = body.firstIndex(of: UInt8(ascii: "=")) ?? body.endIndex
    guard let name = name(long: String(Substring(body[..<equals]))) else { return nil }
    if equals == body.endIndex { return (name, nil) }
    return (name, String(Substring(body[body.index(after: equals)...])))
  }

  /// Letters of flags run together are left to the argument parser.
  private static func short(_ word: String) -> (Name, String?)? {
    let body = word.unicodeScalars.dropFirst()
    guard let letter = body.first, let name = name(letter: Character(letter)) else { return nil }
    let rest = body.dropFirst()
    if rest.isEmpty { return (name, nil) }
    guard name.takesValue else { return nil }
    return (name, String(rest.first == "=" ? rest.dropFirst() : rest))
  }

  private static func name(long text: String) -> Name? {
    if let key = SettingKey(word: text) { return .setting(key) }
    return OperationOption(word: text).map { .operation($0) }
  }

  private static func name(letter: Character) -> Name? {
    if let key = SettingKey.allCases.first(where: { $0.letter == letter }) { return .setting(key) }
    return letter == OperationOption.label.letter ? .operation(.label) : nil
  }

  /// Whether the value is in the word itself.
  var hasValue: Bool { attached != nil }

  /// Whether a word that begins with a dash is the value of `--buckets`, such as `-1,0,1`.
  private func isListOfNumbers(_ word: String) -> Bool {
    guard case .operation(.buckets) = name else { return false }
    return MetricNumber.read(String(word.prefix { $0 != "," })) != nil
  }

  /// The option's value: attached or the next word; "" for a flag; nil when it is wrong or missing.
  func value(from rest: inout ArraySlice<String>) -> String? {
    guard name.takesValue else { return attached == nil ? "" : nil }
    if let attached { return attached }
    guard let next = rest.first, !CommandWords.looksLikeOption(next) || isListOfNumbers(next)
    else { return nil }
    rest.removeFirst()
    return next
  }
}
