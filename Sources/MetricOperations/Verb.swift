/// The words that begin an updating command or a batch line.
package enum Verb: String, CaseIterable, Sendable {
  case declare, incr, add, set, reset, delete

  /// The verb that a word names.
  ///
  /// Compared one by one: `init(rawValue:)` would have the runtime build a type for the list of
  /// names first, which a short-lived process feels.
  package init?(word: String) {
    switch word {
    case "declare": self = .declare
    case "incr": self = .incr
    case "add": self = .add
    case "set": self = .set
    case "reset": self = .reset
    case "delete": self = .delete
    default: return nil
    }
  }

  /// Whether it takes an option, beside those of every command.
  package func takes(_ option: OperationOption) -> Bool {
    switch (self, option) {
    case (.declare, .unit), (.set, .ifNew), (.reset, .all), (.delete, .all): true
    case (.delete, .label): true
    case (.incr, .label), (.add, .label), (.set, .label), (.reset, .label): true
    case (.incr, .declare), (.add, .declare), (.set, .declare), (.reset, .declare): true
    case (.incr, .print), (.add, .print), (.set, .print), (.reset, .print): true
    default: false
    }
  }
}

/// An option of an updating command.
package enum OperationOption: String, CaseIterable, Sendable {
  case label, unit, declare, print, all
  case ifNew = "if-new"

  /// The option that a word names, without its dashes.
  package init?(word: String) {
    switch word {
    case "label": self = .label
    case "unit": self = .unit
    case "declare": self = .declare
    case "print": self = .print
    case "all": self = .all
    case "if-new": self = .ifNew
    default: return nil
    }
  }

  /// Whether a value follows it.
  package var takesValue: Bool {
    switch self {
    case .label, .unit, .declare: true
    case .print, .all, .ifNew: false
    }
  }

  /// The letter that stands for it after one dash.
  package var letter: Character? {
    switch self {
    case .label: "l"
    case .unit, .declare, .print, .all, .ifNew: nil
    }
  }
}
