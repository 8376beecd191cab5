/// A line of an input, as an error about it names the line.
public struct InputLine: Equatable, Sendable, CustomStringConvertible {
  /// The file's name; nil for standard input.
  public let file: String?
  /// 1 for the first line.
  public let number: Int
  /// What stands in the line, or its beginning.
  public let text: String
  /// Whether it is an operation of a batch, in whose words a remedy is said.
  public let isOperation: Bool

  /// A line by its parts.
  public init(file: String?, number: Int, text: String, isOperation: Bool = true) {
    self.file = file
    self.number = number
    self.text = text
    self.isOperation = isOperation
  }

  /// `FILE: line 3: incr hits`, shortened and without control characters.
  public var description: String {
    let place = file.map { "\(shown($0)): line \(number)" } ?? "line \(number)"
    return text.isEmpty ? place : "\(place): \(shown(text, atMost: 80))"
  }
}
