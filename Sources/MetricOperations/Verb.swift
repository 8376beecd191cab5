/// The words that begin an updating command or a batch line.
package enum Verb: String, CaseIterable, Sendable {
  case declare, incr, add, set, reset, observe, delete

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
    case "observe": self = .observe
    case "delete": self = .delete
    default: return nil
    }
  }

  /// Whether it takes an option, beside those of every command.
  package func takes(_ option: OperationOption) -> Bool {
    switch (self, option) {
    case (.set, .ifNew), (.reset, .all), (.delete, .all), (.delete, .label): true
    case (.declare, .unit), (.declare, .buckets), (.declare, .quantiles), (.declare, .states): true
    case (.declare, _), (.delete, _): false
    case (_, .label), (_, .declare), (_, .print): true
    default: false
    }
  }
}

/// An option of an updating command.
package enum OperationOption: String, CaseIterable, Sendable {
  case label, unit, buckets, quantiles, states, declare, print, all
  case ifNew = "if-new"

  /// The option that a word names, without its dashes.
  package init?(word: String) {
    switch word {
    case "label": self = .label
    case "unit": self = .unit
    case "buckets": self = .buckets
    case "quantiles": self = .quantiles
    case "states": self = .states
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
    case .label, .unit, .buckets, .quantiles, .states, .declare: true
    case .print, .all, .ifNew: false
    }
  }

  /// The letter that stands for it after one dash.
  package var letter: Character? {
    switch self {
    case .label: "l"
    default: nil
    }
  }
}
