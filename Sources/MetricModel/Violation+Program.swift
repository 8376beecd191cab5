extension Violation {
  /// The rules that only a program can break, which declares and updates metrics by itself.
  var programRule: String? {
    switch self {
    case .labelNames(let name, let declared, let given):
      "metric '\(name)' has the labels (\(Self.list(declared))), not (\(Self.list(given)))"
    case .nameTaken(let text, let other):
      "'\(shown(text))' would have the same name as '\(shown(other))' (choose another)"
    case .notCarried(let name, let number):
      "'\(name)' cannot be \(MetricNumber.text(number)) here: StatsD takes finite numbers only"
    case .tooManyObservations(let name, let limit):
      "'\(name)' has \(limit) observations that wait to be sent, and takes no more until then"
    default: nil
    }
  }

  private static func list(_ names: [String]) -> String {
    shown(names.joined(separator: ", "))
  }
}
