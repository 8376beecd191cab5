/// The words that begin an updating command or a batch line.
package enum Verb: String, CaseIterable, Sendable {
  case declare, incr, add, set, reset, delete

  /// The options that each takes, beside those of every command.
  package var options: [OperationOption] {
    switch self {
    case .declare: [.unit]
    case .incr, .add: [.label, .declare, .print]
    case .set: [.label, .declare, .print, .ifNew]
    case .reset: [.label, .declare, .print, .all]
    case .delete: [.label, .all]
    }
  }
}

/// An option of an updating command.
package enum OperationOption: String, Sendable {
  case label, unit, declare, print, all
  case ifNew = "if-new"

  /// Whether a value follows it.
  package var takesValue: Bool {
    switch self {
    case .label, .unit, .declare: true
    case .print, .all, .ifNew: false
    }
  }

  /// The letter that stands for it after one dash.
  package var letter: Character? { self == .label ? "l" : nil }
}
